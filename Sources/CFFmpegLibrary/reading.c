#ifdef POSE_FFMPEG

#include "functions.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// A decoder at its end that only fails has nothing more to give.
static const int most_failures = 64;

/// The time stamp in seconds by one division, so that regular times are those of index / rate.
static double seconds(const pose_video *video) {
    int64_t stamp = video->frame->best_effort_timestamp;
    if (stamp == AV_NOPTS_VALUE) return NAN;
    AVRational base = video->stream->time_base;
    return (double)stamp * base.num / base.den;
}

pose_video_step pose_video_next(
    pose_video *video, uint8_t *pixels, double *time, long *damaged, char *message) {
    const pose_ffmpeg *library = video->library;
    int failures = 0;
    while (true) {
        int error = library->avcodec_receive_frame(video->codec, video->frame);
        if (error >= 0) {
            if (video->frame->width <= 0 || video->frame->height <= 0) continue;
            *time = seconds(video);
            return pose_video_convert(video, pixels, message) ? POSE_VIDEO_PICTURE
                                                             : POSE_VIDEO_FAILED;
        }
        if (error == AVERROR_EOF) return POSE_VIDEO_END;
        if (error != AVERROR(EAGAIN)) {
            // A frame that cannot be decoded; those behind it may be.
            *damaged += 1;
            if (video->is_drained && ++failures < most_failures) continue;
            if (video->is_drained) return POSE_VIDEO_END;
        }
        error = library->av_read_frame(video->format, video->packet);
        if (error == AVERROR_EOF) {
            if (video->is_drained) return POSE_VIDEO_END;
            video->is_drained = true;
            library->avcodec_send_packet(video->codec, NULL);
            continue;
        }
        if (error == AVERROR(EAGAIN)) continue;
        if (error < 0) {
            pose_ffmpeg_explain(library, message, "cannot be read further", error);
            return POSE_VIDEO_FAILED;
        }
        if (video->packet->stream_index == video->stream->index) {
            error = library->avcodec_send_packet(video->codec, video->packet);
            if (error < 0 && error != AVERROR(EAGAIN)) *damaged += 1;
        }
        library->av_packet_unref(video->packet);
    }
}

/// Colours are meant as the stream says; what it leaves open is BT.601 of limited range, as
/// FFmpeg's own tools and OpenCV take it.
static void set_colors(pose_video *video) {
    const pose_ffmpeg *library = video->library;
    const AVFrame *frame = video->frame;
    int space = frame->colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT : frame->colorspace;
    bool is_full = frame->color_range == AVCOL_RANGE_JPEG || frame->format == AV_PIX_FMT_YUVJ420P
        || frame->format == AV_PIX_FMT_YUVJ422P || frame->format == AV_PIX_FMT_YUVJ444P;
    if (video->space == space + 1 && video->range == is_full
        && video->source_format == frame->format) {
        return;
    }
    video->space = space + 1;
    video->range = is_full;
    video->source_format = frame->format;
    const int *coefficients = library->sws_getCoefficients(space);
    // Of formats without luma and chroma it says no, and needs nothing.
    library->sws_setColorspaceDetails(
        video->scaling, coefficients, is_full, library->sws_getCoefficients(SWS_CS_DEFAULT), 1, 0,
        1 << 16, 1 << 16);
}

static const int row_alignment = 32;

bool pose_video_convert(pose_video *video, uint8_t *pixels, char *message) {
    const pose_ffmpeg *library = video->library;
    const AVFrame *frame = video->frame;
    struct SwsContext *before = video->scaling;
    // Made anew where a stream changes its size: pictures keep the first one's.
    video->scaling = library->sws_getCachedContext(
        video->scaling, frame->width, frame->height, frame->format, video->width, video->height,
        AV_PIX_FMT_RGB24, SWS_BICUBIC, NULL, NULL, NULL);
    if (!video->scaling) {
        snprintf(message, POSE_FFMPEG_MESSAGE, "holds pixels that FFmpeg cannot convert");
        return false;
    }
    if (video->scaling != before) video->space = 0;
    set_colors(video);
    // Rows are written by whole vectors, which may reach beyond their ends.
    bool is_padded = video->width % row_alignment != 0;
    int stride = is_padded ? 3 * (video->width / row_alignment + 1) * row_alignment : 3 * video->width;
    if (is_padded && !video->rows) {
        video->rows = malloc((size_t)stride * video->height + 3 * row_alignment);
        if (!video->rows) {
            snprintf(message, POSE_FFMPEG_MESSAGE, "there is not enough memory for its pictures");
            return false;
        }
    }
    uint8_t *planes[4] = {is_padded ? video->rows : pixels};
    int strides[4] = {stride};
    int rows = library->sws_scale(
        video->scaling, (const uint8_t *const *)frame->data, frame->linesize, 0, frame->height,
        planes, strides);
    if (rows == video->height) {
        for (int row = 0; is_padded && row < rows; row++) {
            memcpy(
                pixels + (size_t)3 * video->width * row, video->rows + (size_t)stride * row,
                (size_t)3 * video->width);
        }
        return true;
    }
    snprintf(message, POSE_FFMPEG_MESSAGE, "holds pixels that FFmpeg cannot convert");
    return false;
}

#endif
