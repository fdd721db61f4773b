/* The entry of plug-ins that are written with PluginKit; nothing in it is for their authors. */
#include "pose_animate_plugin.h"
