#pragma once
#include <isa-l/igzip_lib.h>

/// The codes for filtered rows of flat pictures; null for want of memory. Freed by `free`.
struct isal_hufftables *pose_flat_tables(int channels);
