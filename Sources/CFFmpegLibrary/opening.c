#ifdef POSE_FFMPEG

#include "functions.h"
#include <dlfcn.h>
#include <libavutil/display.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int asks_for_interruption(void *function) {
    bool (*is_interrupted)(void) = (bool (*)(void))function;
    return is_interrupted && is_interrupted();
}

/// A file that names others (a playlist, a list to concatenate) opens none of them: whoever sends
/// a video to a service must not choose what else the service reads.
static int refuse_to_open(
    AVFormatContext *format, AVIOContext **bytes, const char *url, int flags,
    AVDictionary **options) {
    (void)format, (void)bytes, (void)url, (void)flags, (void)options;
    return AVERROR(EPERM);
}

static void say(char *message, const char *text) {
    snprintf(message, POSE_FFMPEG_MESSAGE, "%s", text);
}

static pose_video_status status_of(int error) {
    switch (error) {
        case AVERROR(ENOENT):
        case AVERROR(EACCES):
        case AVERROR(EISDIR):
        case AVERROR(ENXIO):
        case AVERROR(ENODEV):
        case AVERROR(EBUSY): return POSE_VIDEO_NO_INPUT;
        default: return POSE_VIDEO_BAD_DATA;
    }
}

/// Devices register themselves, through a library of their own.
static void register_devices(void) {
    void *devices = dlopen("libavdevice.so." AV_STRINGIFY(LIBAVDEVICE_VERSION_MAJOR), RTLD_NOW);
    void (*register_all)(void) =
        devices ? (void (*)(void))dlsym(devices, "avdevice_register_all") : NULL;
    if (register_all) register_all();
}

static pose_video_status open_bytes(
    pose_video *video, const char *location, const AVIOInterruptCB *interruption, char *message) {
    const pose_ffmpeg *library = video->library;
    AVDictionary *options = NULL;
    library->av_dict_set(&options, "protocol_whitelist", "file,pipe", 0);
    int error =
        library->avio_open2(&video->bytes, location, AVIO_FLAG_READ, interruption, &options);
    library->av_dict_free(&options);
    if (error < 0) {
        pose_ffmpeg_explain(library, message, "cannot open", error);
        return status_of(error);
    }
    video->format->pb = video->bytes;
    video->format->io_open = refuse_to_open;
    return POSE_VIDEO_OPEN;
}

/// Opens the container. avformat_open_input frees the context that it fails with.
static pose_video_status open_container(
    pose_video *video, const char *location, pose_video_options options, char *message) {
    const pose_ffmpeg *library = video->library;
    AVIOInterruptCB interruption = {asks_for_interruption, (void *)options.is_interrupted};
    video->format = library->avformat_alloc_context();
    if (!video->format) {
        say(message, "there is not enough memory");
        return POSE_VIDEO_UNSUPPORTED;
    }
    video->format->interrupt_callback = interruption;
    const AVInputFormat *input = NULL;
    if (options.format) {
        input = library->av_find_input_format(options.format);
        if (!input) register_devices();
        if (!input) input = library->av_find_input_format(options.format);
        if (!input) {
            snprintf(
                message, POSE_FFMPEG_MESSAGE, "needs FFmpeg's input %s, which is not installed",
                options.format);
            return POSE_VIDEO_UNSUPPORTED;
        }
    }
    if (!input || !(input->flags & AVFMT_NOFILE)) {
        pose_video_status status = open_bytes(video, location, &interruption, message);
        if (status != POSE_VIDEO_OPEN) return status;
    }
    AVDictionary *settings = NULL;
    if (options.settings) {
        library->av_dict_parse_string(&settings, options.settings, "=", ":", 0);
    }
    int error = library->avformat_open_input(&video->format, location, input, &settings);
    library->av_dict_free(&settings);
    if (error < 0) {
        pose_ffmpeg_explain(
            library, message, options.format ? "cannot open" : "is no video or picture", error);
        return status_of(error);
    }
    error = library->avformat_find_stream_info(video->format, NULL);
    if (error < 0) {
        pose_ffmpeg_explain(library, message, "is damaged", error);
        return status_of(error);
    }
    return POSE_VIDEO_OPEN;
}

static bool holds_sound(const AVFormatContext *format) {
    for (unsigned index = 0; index < format->nb_streams; index++) {
        if (format->streams[index]->codecpar->codec_type == AVMEDIA_TYPE_AUDIO) return true;
    }
    return false;
}

static pose_video_status open_stream(
    pose_video *video, pose_video_options options, char *message) {
    const pose_ffmpeg *library = video->library;
    const AVCodec *decoder = NULL;
    int index = library->av_find_best_stream(
        video->format, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
    // The cover of a song is a picture, but not what happens in it.
    bool is_cover = index >= 0 && holds_sound(video->format)
        && video->format->streams[index]->disposition & AV_DISPOSITION_ATTACHED_PIC;
    if (index == AVERROR_STREAM_NOT_FOUND || is_cover) {
        say(message,
            holds_sound(video->format) ? "holds sound, but no video" : "holds no video");
        return POSE_VIDEO_NO_PICTURES;
    }
    if (index < 0 || !decoder) {
        say(message, "is coded in a way that this FFmpeg cannot decode; convert it to H.264");
        return POSE_VIDEO_UNSUPPORTED;
    }
    video->stream = video->format->streams[index];
    // What is not looked at need not be read into memory.
    for (unsigned other = 0; other < video->format->nb_streams; other++) {
        if ((int)other != index) video->format->streams[other]->discard = AVDISCARD_ALL;
    }
    video->codec = library->avcodec_alloc_context3(decoder);
    video->packet = library->av_packet_alloc();
    video->frame = library->av_frame_alloc();
    if (!video->codec || !video->packet || !video->frame) {
        say(message, "there is not enough memory");
        return POSE_VIDEO_UNSUPPORTED;
    }
    int error =
        library->avcodec_parameters_to_context(video->codec, video->stream->codecpar);
    if (error >= 0) {
        video->codec->thread_count = options.threads;
        video->codec->max_pixels = options.most_pixels;
        video->codec->pkt_timebase = video->stream->time_base;
        error = library->avcodec_open2(video->codec, decoder, NULL);
    }
    if (error < 0) {
        pose_ffmpeg_explain(library, message, "cannot be decoded", error);
        return POSE_VIDEO_UNSUPPORTED;
    }
    return POSE_VIDEO_OPEN;
}

/// The sign of a matrix's element, of 16.16 bits; 0 for what is small beside 1.
static int sign(int32_t element) {
    return element > 1 << 15 ? 1 : element < -(1 << 15) ? -1 : 0;
}

/// How pictures are to be turned (display.h: p' = a p + c q, q' = b p + d q).
static void read_turn(const pose_video *video, int turn[4]) {
    const int identity[4] = {1, 0, 0, 1};
    memcpy(turn, identity, sizeof identity);
    size_t size = 0;
    const int32_t *matrix = (const int32_t *)video->library->av_stream_get_side_data(
        video->stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (!matrix || size < 9 * sizeof *matrix) return;
    int found[4] = {sign(matrix[0]), sign(matrix[1]), sign(matrix[3]), sign(matrix[4])};
    bool is_upright = found[0] && found[3] && !found[1] && !found[2];
    bool is_aside = !found[0] && !found[3] && found[1] && found[2];
    if (is_upright || is_aside) memcpy(turn, found, sizeof found);
}

static void read_size(pose_video *video) {
    const AVCodecParameters *parameters = video->stream->codecpar;
    video->width = parameters->width;
    video->height = parameters->height;
    AVRational aspect =
        video->library->av_guess_sample_aspect_ratio(video->format, video->stream, NULL);
    if (aspect.num <= 0 || aspect.den <= 0 || aspect.num == aspect.den) return;
    // Pixels that are not square are widened or heightened, never thrown away.
    double ratio = (double)aspect.num / aspect.den;
    if (ratio > 16 || ratio < 1.0 / 16) return;
    if (ratio > 1) {
        video->width = (int)(video->width * ratio + 0.5);
    } else {
        video->height = (int)(video->height / ratio + 0.5);
    }
}

static void read_facts(pose_video *video, pose_video_facts *facts) {
    const AVFormatContext *format = video->format;
    const AVStream *stream = video->stream;
    *facts = (pose_video_facts){.rate_denominator = 1, .duration = -1};
    facts->width = video->width;
    facts->height = video->height;
    read_turn(video, facts->turn);
    AVRational rate =
        video->library->av_guess_frame_rate(video->format, video->stream, NULL);
    if (rate.num > 0 && rate.den > 0) {
        facts->rate_numerator = rate.num;
        facts->rate_denominator = rate.den;
    }
    facts->picture_count = stream->nb_frames > 0 ? stream->nb_frames : 0;
    if (stream->duration > 0) {
        facts->duration = (double)stream->duration * stream->time_base.num / stream->time_base.den;
    } else if (format->duration > 0) {
        facts->duration = (double)format->duration / AV_TIME_BASE;
    }
    const char *name = format->iformat ? format->iformat->name : "";
    const char *pipe = strstr(name, "_pipe");
    facts->is_still = (pipe && !pipe[5]) || strcmp(name, "image2") == 0;
    snprintf(
        facts->codec, sizeof facts->codec, "%s",
        video->library->avcodec_get_name(stream->codecpar->codec_id));
}

pose_video_status pose_video_open(
    const pose_ffmpeg *library, const char *location, pose_video_options options,
    pose_video **result, pose_video_facts *facts, char *message) {
    *result = NULL;
    pose_video *video = calloc(1, sizeof *video);
    if (!video) {
        say(message, "there is not enough memory");
        return POSE_VIDEO_UNSUPPORTED;
    }
    video->library = library;
    pose_video_status status = open_container(video, location, options, message);
    if (status == POSE_VIDEO_OPEN) status = open_stream(video, options, message);
    if (status == POSE_VIDEO_OPEN) {
        read_size(video);
        if (video->width <= 0 || video->height <= 0
            || (int64_t)video->width * video->height > options.most_pixels) {
            say(message, "has no size that pictures have; is it damaged?");
            status = POSE_VIDEO_BAD_DATA;
        }
    }
    if (status != POSE_VIDEO_OPEN) {
        pose_video_close(video);
        return status;
    }
    read_facts(video, facts);
    *result = video;
    return status;
}

void pose_video_close(pose_video *video) {
    if (!video) return;
    const pose_ffmpeg *library = video->library;
    library->sws_freeContext(video->scaling);
    library->av_frame_free(&video->frame);
    library->av_packet_free(&video->packet);
    library->avcodec_free_context(&video->codec);
    library->avformat_close_input(&video->format);
    if (video->bytes) library->avio_closep(&video->bytes);
    free(video->rows);
    free(video);
}

#endif
