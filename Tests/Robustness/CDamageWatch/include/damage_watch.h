#ifndef DAMAGE_WATCH_H
#define DAMAGE_WATCH_H

#include <stddef.h>

/// Says which case was tried when the process ends by a signal or by the address sanitizer.
void damage_watch_install(void);

/// Begins a case; one that takes longer than ten seconds ends the process. The texts must stay.
void damage_watch_case(const char *model, const char *kind, long number);

/// Makes the address sanitizer, where it is built in, report any access to the bytes; and undoes
/// that.
void damage_forbid(const void *bytes, size_t count);
void damage_allow(const void *bytes, size_t count);

#endif
