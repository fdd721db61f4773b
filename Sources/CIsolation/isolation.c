#define _GNU_SOURCE
#include "isolation.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

int pose_shared_memory(size_t byte_count) {
    int memory = memfd_create("pose-animate", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0) return -1;
    if (ftruncate(memory, (off_t)byte_count) == 0 &&
        fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
        return memory;
    int reason = errno;
    close(memory);
    errno = reason;
    return -1;
}

void pose_wait_for_hang_up(int socket) {
    struct pollfd place = {.fd = socket, .events = POLLRDHUP};
    while (poll(&place, 1, -1) < 1) {}
}
