#pragma once
#if !__has_include(<isa-l/igzip_lib.h>)
#error "isa-l/igzip_lib.h is missing: apt-get install libisal-dev"
#endif
#include <isa-l/igzip_lib.h>
