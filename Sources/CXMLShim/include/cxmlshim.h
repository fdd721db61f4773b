#pragma once
int cxmlshim_version(void);
