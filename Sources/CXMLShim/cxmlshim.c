#include "cxmlshim.h"
#include <libxml/xmlversion.h>
int cxmlshim_version(void) { return LIBXML_VERSION; }
