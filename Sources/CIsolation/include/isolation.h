/* What Linux has for keeping code apart, and Swift has no names for. */
#ifndef POSE_ISOLATION_H
#define POSE_ISOLATION_H

#include <stddef.h>

/* Memory that can be given to another process by its descriptor, and that neither side can make smaller:
   touching pages that are gone would end whoever does. Returns -1 and sets errno when there is none. */
int pose_shared_memory(size_t byte_count);

/* Waits until the other end of a socket is closed, whatever comes from there before. */
void pose_wait_for_hang_up(int socket);

#endif
