#pragma once
#if !__has_include(<nettle/sha2.h>)
#error "nettle/sha2.h is missing: apt-get install nettle-dev"
#endif
#include <nettle/sha2.h>
