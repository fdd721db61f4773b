#pragma once
#if !__has_include(<pango/pangoft2.h>)
#error "pango/pangoft2.h is missing: apt-get install libpango1.0-dev"
#endif
#include <hb-ot.h>
#include <hb.h>
#include <pango/pangoft2.h>
