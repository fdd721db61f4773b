#pragma once
#if !__has_include(<webp/decode.h>)
#error "webp/decode.h is missing: apt-get install libwebp-dev"
#endif
#include <webp/decode.h>
