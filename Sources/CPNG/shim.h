#pragma once
#if !__has_include(<png.h>)
#error "png.h is missing: apt-get install libpng-dev"
#endif
#include <png.h>
