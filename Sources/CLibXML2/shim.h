#pragma once
#if !__has_include(<libxml/xmlversion.h>)
#error "libxml/xmlversion.h is missing: apt-get install libxml2-dev"
#endif
// Debian's libxml2 headers include ICU's, whose declarations clash with those of Foundation's ICU.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
