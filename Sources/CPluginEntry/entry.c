#include "plugin_entry.h"

/* What `@main` makes of the plug-in's type: a function that tells PluginKit of its stages. Hidden, so that it
   is this library's own and never the program's. */
extern __attribute__((visibility("hidden"))) int main(int count, char **words);

/* PluginKit's. */
const pa_plugin_info *pose_plugin_kit_info(void);
const pa_factory *pose_plugin_kit_factory(const char *kind);

static pa_status begin(const pa_host *host, const char *path) {
    (void)host;
    (void)path;
    return main(0, 0) == 0 ? PA_OK : PA_FAULT;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry),
    .abi = PA_ABI_VERSION,
    .init = begin,
    .info = pose_plugin_kit_info,
    .get_factory = pose_plugin_kit_factory,
};
