/// The functions of FFmpeg's libraries that are looked up, and their table.
#ifndef POSE_FFMPEG_FUNCTIONS_H
#define POSE_FFMPEG_FUNCTIONS_H

#if !__has_include(<libavformat/avformat.h>) || !__has_include(<libswscale/swscale.h>) \
    || !__has_include(<libavdevice/avdevice.h>)
#error "FFmpeg's headers are missing: install libavformat-dev, libavdevice-dev and libswscale-dev, or build without the trait FFmpeg"
#endif

#include "pose_ffmpeg.h"
#include <libavcodec/avcodec.h>
#include <libavdevice/avdevice.h>
#include <libavformat/avformat.h>
#include <libavutil/log.h>
#include <libswscale/swscale.h>

#define POSE_FFMPEG_UTILITIES(each) \
    each(av_log_set_level) each(av_strerror) each(av_frame_alloc) each(av_frame_free) \
    each(av_dict_set) each(av_dict_parse_string) each(av_dict_free)
#define POSE_FFMPEG_SCALING(each) \
    each(sws_getCachedContext) each(sws_freeContext) each(sws_scale) each(sws_getCoefficients) \
    each(sws_setColorspaceDetails)
#define POSE_FFMPEG_CODECS(each) \
    each(av_packet_alloc) each(av_packet_free) each(av_packet_unref) each(avcodec_alloc_context3) \
    each(avcodec_free_context) each(avcodec_parameters_to_context) each(avcodec_open2) \
    each(avcodec_send_packet) each(avcodec_receive_frame) each(avcodec_get_name)
#define POSE_FFMPEG_FORMATS(each) \
    each(avformat_alloc_context) each(avformat_open_input) each(avformat_find_stream_info) \
    each(avformat_close_input) each(avformat_free_context) each(av_find_best_stream) \
    each(av_find_input_format) each(av_read_frame) each(av_guess_sample_aspect_ratio) \
    each(av_guess_frame_rate) each(av_stream_get_side_data) each(avio_open2) each(avio_closep)

struct pose_ffmpeg {
#define DECLARE(name) __typeof__(name) *name;
    POSE_FFMPEG_UTILITIES(DECLARE)
    POSE_FFMPEG_SCALING(DECLARE)
    POSE_FFMPEG_CODECS(DECLARE)
    POSE_FFMPEG_FORMATS(DECLARE)
#undef DECLARE
};

struct pose_video {
    const pose_ffmpeg *library;
    AVFormatContext *format;
    /// Of a file; a camera has none.
    AVIOContext *bytes;
    AVStream *stream;
    AVCodecContext *codec;
    AVPacket *packet;
    AVFrame *frame;
    struct SwsContext *scaling;
    int width, height;
    /// Pictures with padded rows, where their width asks for that.
    uint8_t *rows;
    /// Coefficients and ranges that `scaling` was last set to.
    int space, range, source_format;
    bool is_drained;
};

/// Writes "what: FFmpeg's words for the error".
void pose_ffmpeg_explain(
    const pose_ffmpeg *library, char *message, const char *what, int error);

/// Converts the decoded frame to pixels of the video's size. False with a message.
bool pose_video_convert(pose_video *video, uint8_t *pixels, char *message);

#endif
