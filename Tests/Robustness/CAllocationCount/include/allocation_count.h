#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

/// The calls of the heap's functions by all threads since the process began.
long allocation_count(void);

#endif
