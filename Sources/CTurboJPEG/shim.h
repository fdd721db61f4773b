#pragma once
#if !__has_include(<turbojpeg.h>)
#error "turbojpeg.h is missing: apt-get install libturbojpeg0-dev"
#endif
#include <turbojpeg.h>
