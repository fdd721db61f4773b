#ifdef POSE_FFMPEG

#include "functions.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#define SONAME(library, major) "lib" library ".so." AV_STRINGIFY(major)

static void *open_library(const char *name, char *message) {
    void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *reason = dlerror();
        snprintf(message, POSE_FFMPEG_MESSAGE, "%s", reason ? reason : "the loader does not say why");
    }
    return handle;
}

static bool find(void *handle, const char *name, void **function, char *message) {
    *function = dlsym(handle, name);
    if (*function) return true;
    snprintf(message, POSE_FFMPEG_MESSAGE, "it has no %s", name);
    return false;
}

static bool find_all(pose_ffmpeg *library, char *message) {
    void *handle = NULL;
#define FIND(name) \
    if (!find(handle, #name, (void **)&library->name, message)) return false;
#define LIBRARY(name, major, functions) \
    handle = open_library(SONAME(name, major), message); \
    if (!handle) return false; \
    functions(FIND)
    LIBRARY("avutil", LIBAVUTIL_VERSION_MAJOR, POSE_FFMPEG_UTILITIES)
    LIBRARY("swscale", LIBSWSCALE_VERSION_MAJOR, POSE_FFMPEG_SCALING)
    LIBRARY("avcodec", LIBAVCODEC_VERSION_MAJOR, POSE_FFMPEG_CODECS)
    LIBRARY("avformat", LIBAVFORMAT_VERSION_MAJOR, POSE_FFMPEG_FORMATS)
    return true;
}

pose_ffmpeg *pose_ffmpeg_load(char *message) {
    pose_ffmpeg *library = calloc(1, sizeof *library);
    if (!library || !find_all(library, message)) {
        free(library);
        return NULL;
    }
    // A library prints nothing; what matters comes back as errors.
    library->av_log_set_level(AV_LOG_QUIET);
    return library;
}

void pose_ffmpeg_explain(
    const pose_ffmpeg *library, char *message, const char *what, int error) {
    char reason[AV_ERROR_MAX_STRING_SIZE];
    if (library->av_strerror(error, reason, sizeof reason) < 0) {
        snprintf(reason, sizeof reason, "error %d", error);
    }
    // FFmpeg writes sentences; here they stand within one.
    if (reason[0] >= 'A' && reason[0] <= 'Z' && reason[1] >= 'a') reason[0] += 'a' - 'A';
    snprintf(message, POSE_FFMPEG_MESSAGE, "%s: %s", what, reason);
}

#else

#include "pose_ffmpeg.h"
#include <stdio.h>

pose_ffmpeg *pose_ffmpeg_load(char *message) {
    snprintf(message, POSE_FFMPEG_MESSAGE, "the program was built without the trait FFmpeg");
    return NULL;
}

pose_video_status pose_video_open(
    const pose_ffmpeg *library, const char *location, pose_video_options options,
    pose_video **video, pose_video_facts *facts, char *message) {
    (void)library, (void)location, (void)options, (void)facts, (void)message;
    *video = NULL;
    return POSE_VIDEO_UNSUPPORTED;
}

pose_video_step pose_video_next(
    pose_video *video, uint8_t *pixels, double *time, long *damaged, char *message) {
    (void)video, (void)pixels, (void)time, (void)damaged, (void)message;
    return POSE_VIDEO_END;
}

void pose_video_close(pose_video *video) { (void)video; }

#endif
