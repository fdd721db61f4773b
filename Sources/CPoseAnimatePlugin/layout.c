#include "pose_animate_plugin.h"

/* The layout is the same on every 64-bit machine: nothing here depends on what a compiler pads. */
_Static_assert(sizeof(void *) == 8, "plug-ins are for 64-bit machines");
_Static_assert(sizeof(pa_keypoint) == 32, "never changes");
_Static_assert(sizeof(pa_value) == 16, "never changes");
_Static_assert(sizeof(pa_segment) == 32, "never changes");
