/// Moving pictures decoded by FFmpeg, whose libraries are loaded when they are first asked for.
///
/// They are found by the SONAMEs of the headers that this was built with, so that structures are
/// those of the library; a program starts without them and runs where they are not installed.
/// Functions that can fail write why, as text, to `message`, which has room for
/// POSE_FFMPEG_MESSAGE bytes.
#ifndef POSE_FFMPEG_H
#define POSE_FFMPEG_H

#include <stdbool.h>
#include <stdint.h>

enum { POSE_FFMPEG_MESSAGE = 200 };

/// The libraries' functions.
typedef struct pose_ffmpeg pose_ffmpeg;
/// An opened video.
typedef struct pose_video pose_video;

/// Loads the libraries; what is loaded stays loaded. NULL with the loader's message.
pose_ffmpeg *pose_ffmpeg_load(char *message);

typedef enum {
    POSE_VIDEO_OPEN,
    /// The file is missing or may not be read.
    POSE_VIDEO_NO_INPUT,
    /// It is no video, or a damaged one.
    POSE_VIDEO_BAD_DATA,
    /// It has sound but no pictures.
    POSE_VIDEO_NO_PICTURES,
    /// It is coded as this build of FFmpeg cannot decode, or cameras cannot be read.
    POSE_VIDEO_UNSUPPORTED,
} pose_video_status;

typedef struct {
    /// Asked for while reading waits; true ends it.
    bool (*is_interrupted)(void);
    /// Threads that decode.
    int threads;
    /// A stream with larger pictures is refused.
    int64_t most_pixels;
    /// What is read, by FFmpeg's name: "rawvideo", or "v4l2" for a camera; NULL to tell by content.
    const char *format;
    /// The format's own options, as "key=value:key=value"; NULL for none.
    const char *settings;
} pose_video_options;

/// What is known of a video before its first picture.
typedef struct {
    /// Of pictures as they are handed out: with square pixels, not yet turned.
    int width, height;
    /// Where a pixel (x, y) is to be seen: (turn[0] x + turn[2] y, turn[1] x + turn[3] y), moved
    /// into view. Axis-aligned, each number -1, 0 or 1.
    int turn[4];
    /// Pictures a second; 0/1 where they are not regular or it is not known.
    int rate_numerator, rate_denominator;
    /// As the container says; 0 when it does not.
    int64_t picture_count;
    /// Seconds; negative when it is not known.
    double duration;
    /// A file of one picture.
    bool is_still;
    /// What the pictures are coded with.
    char codec[32];
} pose_video_facts;

/// Opens a video, by "file:path", "pipe:0" or a camera's path, and its best stream of pictures. A file leads to no other file: playlists are
/// not followed.
pose_video_status pose_video_open(
    const pose_ffmpeg *library, const char *location, pose_video_options options, pose_video **video, pose_video_facts *facts, char *message);

typedef enum {
    POSE_VIDEO_PICTURE,
    POSE_VIDEO_END,
    /// Reading failed before the end.
    POSE_VIDEO_FAILED,
} pose_video_step;

/// Decodes the next picture into width x height x 3 bytes of red, green and blue.
///
/// `time` is its time stamp in seconds, exactly rounded, NAN without one. `damaged` grows by the
/// packets that could not be decoded on the way.
pose_video_step pose_video_next(
    pose_video *video, uint8_t *pixels, double *time, long *damaged, char *message);

void pose_video_close(pose_video *video);

#endif
