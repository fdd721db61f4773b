#pragma once
#if !__has_include(<libexif/exif-data.h>)
#error "libexif/exif-data.h is missing: apt-get install libexif-dev"
#endif
#include <libexif/exif-data.h>
