#include "pose_pause.h"
