/*
 * Plug-ins for PoseAnimate: motion sources, motion filters, rules of weights, deformers, renderers,
 * frame sinks, operators of models, delegates that compute them, and devices and sensors of the
 * microcontroller.
 *
 * A plug-in is a shared library that exports one constant, `pose_animate_plugin`. The engine looks at
 * its version before it calls anything. The constant leads to factories, one for each kind of stage; a
 * factory describes its stages without making any, and makes them:
 *
 *     pose_animate_plugin -> get_factory("pose-animate.filter/1") -> descriptor(0), create(…)
 *
 * Growth. Structures begin with `size`, which whoever fills one sets to its sizeof. New members come at
 * the end, within a major version; readers take members beyond `size` for zero. Elements of an array of
 * such structures lie as far apart as the first one's `size` says. Structures without `size` never change.
 * A plug-in that was built against 1.0 works with every 1.x.
 *
 * Ownership. Whoever passes a pointer owns what it points to, and keeps it until the call has returned;
 * what is kept for longer is said where it is. Buffers are flat arrays of the engine's, aligned to 16 bytes:
 * a plug-in writes no further than the counts beside them, and frees nothing that it has not allocated.
 *
 * Units. Coordinates are pixels, x to the right, y downwards; times are seconds; confidences 0 to 1.
 * Numbers must be finite where nothing else is said; what is not is an error that names the plug-in.
 *
 * Text is UTF-8, ended by a zero byte, and without line breaks.
 *
 * Errors. Functions that can fail return PA_OK or one of pa_status, after they have told the reason by
 * pa_host's `fail`. Functions of devices and sensors that return no status fail by `fail` alone: what they return
 * means nothing then, and the machine ends. Nothing may be thrown or jumped out of a plug-in.
 *
 * Threads, as each function is marked:
 *     [load]  while the plug-in is loaded or let go: nothing else of it is called at the same time;
 *     [one]   of one stage, one call at a time, but not always on the same thread;
 *     [any]   on any thread, at any time, several at once.
 * Different stages, also of one kind, may be called at the same time: a stage keeps what it remembers in
 * its own memory. The same input must give the same output, whatever ran before in other stages.
 */
#ifndef POSE_ANIMATE_PLUGIN_H
#define POSE_ANIMATE_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PA_EXPORT __attribute__((visibility("default")))

/* ---- Versions ------------------------------------------------------------------------------- */

#define PA_ABI_MAJOR 1
#define PA_ABI_MINOR 0
#define PA_ABI_PATCH 0

typedef struct pa_version {
    uint32_t major, minor, patch;
} pa_version;

/* What this header is: a plug-in puts it into its entry. */
#define PA_ABI_VERSION \
    { PA_ABI_MAJOR, PA_ABI_MINOR, PA_ABI_PATCH }

/* ---- Results -------------------------------------------------------------------------------- */

/* Failures have the numbers of sysexits.h: the program ends with them. */
typedef int32_t pa_status;
enum {
    PA_OK = 0,
    PA_END = 1,            /* a source has no more frames */
    PA_NEEDS_VALUES = 2,   /* an operator's shapes depend on values that are not known yet */
    PA_USAGE = 64,         /* an option is wrong */
    PA_BAD_DATA = 65,      /* the input is not what it should be */
    PA_NO_INPUT = 66,      /* a file is missing */
    PA_UNAVAILABLE = 69,   /* something that is needed is not there */
    PA_FAULT = 70,         /* a fault of the plug-in, want of memory */
    PA_CANNOT_CREATE = 73, /* a file cannot be made */
    PA_IO = 74             /* reading or writing failed */
};

/* ---- The engine, as plug-ins see it --------------------------------------------------------- */

enum { PA_LOG_DEBUG, PA_LOG_INFO, PA_LOG_WARNING, PA_LOG_ERROR };

/* Valid from `init` to `deinit`. */
typedef struct pa_host {
    size_t size;
    pa_version abi;
    const char *name;    /* "pose-animate" */
    const char *version; /* the engine's own version */
    void *data;          /* the engine's */
    /* [any] Tells people something; it is shown with the plug-in's name. */
    void (*log)(const struct pa_host *host, int32_t level, const char *message);
    /* [any] Why the call that is under way on this thread is about to return a failure, or of a device or sensor
       that it has failed: what is wrong, and what to do about it. The text is copied. */
    void (*fail)(const struct pa_host *host, const char *message);
    /* [any] What later versions add, by name; null when the engine does not have it. */
    const void *(*get_extension)(const struct pa_host *host, const char *id);
} pa_host;

/* Something that takes bytes: a file, standard output, a frame's memory. The engine writes files aside
   and gives them their names when they are whole. */
typedef struct pa_output {
    size_t size;
    void *data; /* the engine's */
    /* During the call that it was passed to, on that thread. A failure is to be returned as it is. */
    pa_status (*write)(const struct pa_output *output, const void *bytes, size_t count);
} pa_output;

/* ---- Options -------------------------------------------------------------------------------- */

enum {
    PA_NUMBER,  /* a real within `minimum` and `maximum` */
    PA_INTEGER, /* a whole number within them */
    PA_FLAG,    /* true or false; `standard` is 1 or 0 */
    PA_CHOICE,  /* one of `choices`; `standard` is its index */
    PA_TEXT,    /* anything */
    PA_FILE     /* a path */
};

/* An option of a stage. The engine checks values, shows them in help, and fills in what is not given. Devices and
   sensors are set by platforms (`settings`), delegates by --delegate; operators always have their defaults. */
typedef struct pa_option {
    size_t size;
    const char *name; /* small letters, digits and hyphens, beginning with a letter */
    const char *help; /* one line, with the unit */
    uint32_t type;
    double minimum, maximum;    /* of PA_NUMBER and PA_INTEGER */
    double standard;            /* the default of all but PA_TEXT and PA_FILE */
    const char *standard_text;  /* the default of PA_TEXT and PA_FILE; null for none */
    const char *const *choices; /* of PA_CHOICE; a null pointer ends it */
} pa_option;

/* An option's value. Stages get one for each of their options, in the descriptor's order. */
typedef struct pa_value {
    double number;    /* PA_NUMBER, PA_INTEGER; PA_FLAG: 0 or 1; PA_CHOICE: the index */
    const char *text; /* PA_TEXT, PA_FILE, PA_CHOICE; null when there is none */
} pa_value;

/* ---- Descriptions and factories ------------------------------------------------------------- */

/* What a stage's output depends on besides its options. The engine draws frames in parallel, and parts of
   a clip on different machines; by this it knows what must run in order, from the clip's first frame. */
enum {
    PA_STATELESS, /* on the frame that is given */
    PA_WINDOW,    /* on it and on up to `window` frames before and behind; of filters only */
    PA_SEQUENTIAL /* on all frames before it; of sources, filters, deformers and sinks */
};

/* Flags of descriptors. */
enum {
    PA_NEEDS_LOCATION = 1, /* a source that reads something, by --keypoints */
    PA_REFINES = 2         /* a deformer that changes what the deformer before it has written */
};

/* A kind of stage; it stays valid and the same while the plug-in is loaded. */
typedef struct pa_descriptor {
    size_t size;
    const char *id;      /* what users write; letters as an option's name, and dots */
    const char *summary; /* one line */
    const char *version; /* the stage's own; may be null */
    uint32_t temporal;
    uint32_t window; /* of PA_WINDOW; 1 to PA_LONGEST_WINDOW */
    uint32_t flags;
    uint32_t option_count;
    const pa_option *options; /* null for none */
    const void *traits; /* what kinds say of themselves besides: see sinks, operators, devices, sensors */
} pa_descriptor;

#define PA_LONGEST_WINDOW 1000

/* Makes the stages of one kind. The kinds, by the name that `get_factory` is asked for:
 *
 *     name                          request             stage
 *     "pose-animate.source/1"       pa_source_request   pa_source
 *     "pose-animate.filter/1"       pa_filter_request   pa_filter
 *     "pose-animate.weights/1"      null                pa_weights
 *     "pose-animate.deformer/1"     pa_character        pa_deformer
 *     "pose-animate.renderer/1"     pa_renderer_request pa_renderer
 *     "pose-animate.sink/1"         pa_sink_request     pa_sink
 *     "pose-animate.operator/1"     null                pa_operator
 *     "pose-animate.delegate/1"     null                pa_delegate
 *     "pose-animate.device/1"       null                pa_device
 *     "pose-animate.sensor/1"       null                pa_sensor
 */
typedef struct pa_factory {
    size_t size;
    void *data; /* the plug-in's */
    /* [load] */
    uint32_t (*count)(const struct pa_factory *self);
    /* [load] Null when there is none of that index. */
    const pa_descriptor *(*descriptor)(const struct pa_factory *self, uint32_t index);
    /* [any] Makes a stage, which is the plug-in's until its `destroy` is called.
       values:  one for each option; valid during the call.
       request: of the kind's type; valid, with all that it points to, until `destroy`. */
    pa_status (*create)(const struct pa_factory *self, const pa_host *host, const char *id,
                        const pa_value *values, const void *request, const void **stage);
} pa_factory;

/* What a plug-in is as a whole. */
typedef struct pa_plugin_info {
    size_t size;
    const char *id;      /* unique: org.example.jiggle */
    const char *name;    /* for people */
    const char *version; /* the plug-in's own */
    const char *author;  /* may be null */
} pa_plugin_info;

/* The constant that a plug-in exports as `pose_animate_plugin`. */
typedef struct pa_plugin_entry {
    size_t size;
    pa_version abi; /* PA_ABI_VERSION */
    /* [load] Called once, before anything else; may be null. path: the plug-in's file. */
    pa_status (*init)(const pa_host *host, const char *path);
    /* [load] Called once, when no stage is left; may be null. */
    void (*deinit)(void);
    /* [load] Stays valid until `deinit`. */
    const pa_plugin_info *(*info)(void);
    /* [load] Null for kinds that the plug-in has not. Stays valid until `deinit`. */
    const pa_factory *(*get_factory)(const char *kind);
} pa_plugin_entry;

/* For plug-ins: `PA_EXPORT const pa_plugin_entry pose_animate_plugin = { … };` */
extern const pa_plugin_entry pose_animate_plugin;
#define PA_ENTRY_SYMBOL "pose_animate_plugin"

/* ---- Motion --------------------------------------------------------------------------------- */

/* Body parts in PoseNet's order: nose, left and right eye, ear, shoulder, elbow, wrist, hip, knee, ankle.
   Left and right are the person's own. */
#define PA_BODY_PARTS 17
/* FaceMesh's landmarks; 468 of them are without irises. */
#define PA_FACE_LANDMARKS 478

typedef struct pa_keypoint {
    double x, y;
    double confidence;
    uint64_t is_seen; /* 0: the detector did not report it, and the rest means nothing */
} pa_keypoint;

/* An extension of sources and filters: remarks about motion that is well formed, but not as its author may
   think. The engine asks for them when the motion has passed, and shows each once. */
#define PA_NOTES "pose-animate.notes/1"
typedef struct pa_notes {
    size_t size;
    /* [one] of the stage, as is the next. */
    uint32_t (*count)(const void *stage);
    /* One line; valid until the stage is called again. */
    const char *(*note)(const void *stage, uint32_t index);
} pa_notes;

/* What was seen at one moment. Coordinates are pixels of the source's picture. */
typedef struct pa_frame {
    size_t size;
    int64_t index; /* from 0 */
    double time;   /* since the clip's start */
    uint32_t has_pose;
    uint32_t has_face;
    double pose_confidence; /* of the whole body; NaN when the detector did not say */
    double face_confidence; /* likewise */
    pa_keypoint *keypoints; /* PA_BODY_PARTS, always there */
    /* x and y of each. There is room for PA_FACE_LANDMARKS where `has_face` is 0 at first, else for
       `landmark_count`, which then stays as it is. */
    double *landmarks;
    uint32_t landmark_count; /* 468 or 478, when there is a face */
} pa_frame;

/* What is known of motion before its first frame. */
typedef struct pa_motion_info {
    size_t size;
    double frames_per_second; /* NaN when it is not known; so are the following */
    double width, height;     /* of the picture that coordinates are pixels of */
    double duration;          /* from the first frame to the last */
    int64_t frame_count;      /* -1 when it is not known */
} pa_motion_info;

typedef struct pa_source_request {
    size_t size;
    const char *location; /* a path or whatever the source takes for one; empty for none */
} pa_source_request;

/* Where motion comes from. */
typedef struct pa_source {
    size_t size;
    void *data; /* the plug-in's */
    /* [one] The last call. So it is of all stages. */
    void (*destroy)(const struct pa_source *self);
    /* [any] More that it can do, by name, such as PA_NOTES; null for what it cannot. May be null itself. So it
       is of all stages. */
    const void *(*get_extension)(const struct pa_source *self, const char *id);
    /* [one] Called once, before `next`. Members are unknown at first. */
    pa_status (*info)(const struct pa_source *self, pa_motion_info *info);
    /* [one] Fills the next frame; PA_END after the last. Nothing is seen in it at first; times rise. */
    pa_status (*next)(const struct pa_source *self, pa_frame *frame);
} pa_source;

typedef struct pa_filter_request {
    size_t size;
    pa_motion_info motion; /* never grows */
} pa_filter_request;

/* Changes motion as it passes. Filters see every frame from the clip's first, in order. */
typedef struct pa_filter {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_filter *self);
    const void *(*get_extension)(const struct pa_filter *self, const char *id);
    /* [one] Changes a frame in place. Null for PA_WINDOW. */
    pa_status (*apply)(const struct pa_filter *self, pa_frame *frame);
    /* [one] For PA_WINDOW: changes `frame`, which is a copy of frames[at]. Fewer than 2 * window + 1 are
       there only where the clip begins and ends. They are as they came, not as they were changed. */
    pa_status (*apply_window)(const struct pa_filter *self, const pa_frame *frames, uint32_t count,
                              uint32_t at, pa_frame *frame);
} pa_filter;

/* ---- Characters ----------------------------------------------------------------------------- */

typedef struct pa_segment {
    double start_x, start_y, end_x, end_y;
} pa_segment;

/* How much each bone moves a point. Stateless. */
typedef struct pa_weights {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_weights *self);
    const void *(*get_extension)(const struct pa_weights *self, const char *id);
    /* [any] Fills `weights`, one for each bone: not negative, at least one above 0. The engine divides them
       by their sum. The bones are those that may move the point, at rest. */
    pa_status (*weigh)(const struct pa_weights *self, double x, double y, const pa_segment *bones,
                       uint32_t count, double *weights);
} pa_weights;

/* One end of a bone: the keypoint `from` where `to` is the same; else a place that keeps its distance,
   `along` and `across` (a quarter turn), in the frame that runs from the one keypoint to the other, in
   lengths of that frame. */
typedef struct pa_joint {
    uint32_t from, to;
    double along, across;
} pa_joint;

enum { PA_BODY, PA_FACE };

typedef struct pa_bone {
    pa_joint start, end;
    pa_segment rest;
    uint32_t first, second; /* the keypoints whose mean confidence is the bone's */
    uint32_t region;        /* PA_BODY or PA_FACE: whose scale it grows by */
    uint32_t reserved;
} pa_bone;

/* How a bone moves a point: its foot on the bone (0 at the start, 1 at the end), and from there along and
   across the bone, in pixels at rest. */
typedef struct pa_influence {
    uint32_t bone;
    uint32_t reserved;
    double weight; /* those of a point sum up to 1 */
    double foot, along, across;
} pa_influence;

/* A bone's mean weight in a shape. */
typedef struct pa_share {
    uint32_t bone;
    uint32_t reserved;
    double share;
} pa_share;

/* A shape that bones move. `paint` are the anchors of its gradients, patterns and pictures. */
typedef struct pa_bound_shape {
    uint32_t shape;
    uint32_t first_anchor, anchor_count;
    uint32_t first_paint_anchor, paint_anchor_count;
    uint32_t first_share, share_count; /* in pa_character's `shares` */
    uint32_t is_stencil;               /* it cuts other shapes and is not painted */
    uint32_t is_visible;
    uint32_t reserved;
    const char *id; /* the element's in the SVG file; empty for none */
} pa_bound_shape;

/* A character at rest, and what moves it. Coordinates are pixels of the drawing. */
typedef struct pa_character {
    size_t size;
    const char *name;
    double width, height;
    /* Three points an anchor: anchor, incoming handle, outgoing handle; x and y of each. */
    const double *points;
    uint32_t point_count;
    uint32_t shape_count; /* of the whole drawing; `shapes` are those of them that are bound */
    uint32_t bound_shape_count;
    uint32_t keypoint_count;
    const pa_bound_shape *shapes;
    const char *const *keypoint_names;
    const double *keypoints; /* x and y of each at rest; NaN for those that the character does not hold */
    const pa_bone *bones;
    const pa_share *shares;
    uint32_t bone_count, share_count;
    /* Bound points run through the bound shapes in order: three for each anchor, then three for each paint
       anchor. Those of point i are influences[starts[i]] up to influences[starts[i + 1] - 1]. */
    const uint32_t *influence_starts;
    const pa_influence *influences;
    uint32_t bound_point_count, influence_count;
} pa_character;

/* Where the rig's keypoints are now, in pixels of the clip's picture. */
typedef struct pa_posture {
    size_t size;
    int64_t index;
    double time;
    const pa_keypoint *keypoints; /* as many as pa_character has, all seen, in its order */
    uint32_t keypoint_count;
    uint32_t reserved;
    double body_scale, face_scale; /* sizes against the rest pose */
} pa_posture;

/* A frame's geometry, in pixels of the clip's picture. */
typedef struct pa_scene {
    size_t size;
    double *points; /* x and y of each, as pa_character's */
    uint32_t point_count;
    uint32_t shape_count;
    uint8_t *is_shown;     /* 0 or 1 for every shape of the drawing */
    double *stroke_scales; /* for every shape: how much its strokes grow */
    double *confidences;   /* for every shape */
    int64_t index;
    double time;
    const void *host_data; /* the engine's */
} pa_scene;

/* Moves a character's points to follow a posture. */
typedef struct pa_deformer {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_deformer *self);
    const void *(*get_extension)(const struct pa_deformer *self, const char *id);
    /* [one] Writes all points of bound shapes, and what is said of those shapes. With PA_REFINES they are
       there already, moved by the deformer before. */
    pa_status (*deform)(const struct pa_deformer *self, const pa_posture *posture, pa_scene *scene);
} pa_deformer;

/* ---- Pictures ------------------------------------------------------------------------------- */

/* Premultiplied BGRA, 8 bits each, sRGB, rows from the top. */
typedef struct pa_picture {
    size_t size;
    uint32_t width, height;
    size_t stride; /* bytes from one row to the next */
    uint8_t *pixels;
    const void *host_data; /* the engine's */
} pa_picture;

/* A path: anchors first_anchor … of a shape, closed back to the first or open. */
typedef struct pa_contour {
    uint32_t first_anchor, anchor_count;
    uint32_t is_closed;
    uint32_t reserved;
} pa_contour;

typedef struct pa_color {
    double red, green, blue, alpha; /* sRGB, 0 to 1, not premultiplied */
} pa_color;

typedef struct pa_stop {
    double offset; /* 0 to 1, rising */
    pa_color color;
} pa_stop;

enum { PA_NO_PAINT, PA_COLOR, PA_LINEAR_GRADIENT, PA_RADIAL_GRADIENT, PA_OTHER_PAINT };
enum { PA_PAD, PA_REFLECT, PA_REPEAT };

/* A gradient's frame is the anchor `anchor` of the scene: origin, end of the x axis, end of the y axis. A
   linear one runs along x; a radial one from the focal circle, in units of the frame, to the unit circle.
   Other paint (patterns) cannot be told. */
typedef struct pa_paint {
    uint32_t kind;
    uint32_t spread;
    pa_color color; /* of PA_COLOR, with all its opacity */
    double opacity; /* of gradients */
    uint32_t first_stop, stop_count;
    uint32_t anchor;
    uint32_t reserved;
    double focus_x, focus_y, focal_radius;
} pa_paint;

enum { PA_CAP_BUTT, PA_CAP_ROUND, PA_CAP_SQUARE };
enum { PA_JOIN_MITER, PA_JOIN_ROUND, PA_JOIN_BEVEL };

typedef struct pa_shape {
    uint32_t first_contour, contour_count;
    uint32_t is_even_odd;
    uint32_t is_visible;
    pa_paint fill, stroke;
    double stroke_width, miter_limit;
    double pen[6]; /* xx yx xy yy x0 y0: from the pen's units to the drawing's pixels */
    uint32_t cap, join;
    const double *dashes; /* dash_count lengths in the pen's units */
    uint32_t dash_count;
    uint32_t reserved;
    double dash_offset;
    const char *id;
} pa_shape;

/* What to do, in order. What cannot be told (filters, masks, clips, pictures) is a group of
   PA_BEGIN_OTHER, or PA_DRAW_OTHER: a renderer draws what is in it as well as it can. */
enum { PA_FILL, PA_STROKE, PA_BEGIN_GROUP, PA_BEGIN_OTHER, PA_END_GROUP, PA_DRAW_OTHER };

typedef struct pa_step {
    uint32_t kind;
    uint32_t shape; /* of PA_FILL, PA_STROKE, PA_DRAW_OTHER */
    double opacity; /* of a group; of PA_FILL and PA_STROKE, what the paint's own is multiplied by */
} pa_step;

/* A drawing: what its shapes look like, and in what order they are drawn. */
typedef struct pa_drawing {
    size_t size;
    double width, height;
    const double *points; /* at rest */
    uint32_t point_count;
    uint32_t shape_count, contour_count, stop_count, step_count;
    uint32_t reserved;
    const pa_shape *shapes;
    const pa_contour *contours;
    const pa_stop *stops;
    const pa_step *steps;
    const void *host_data; /* the engine's */
} pa_drawing;

typedef struct pa_renderer_request {
    size_t size;
    const pa_drawing *drawing;
    double transform[6]; /* xx yx xy yy x0 y0: from the scene's pixels to the picture's */
    uint32_t has_background;
    uint32_t reserved;
    pa_color background; /* painted first; without one the picture is drawn over */
} pa_renderer_request;

/* Draws scenes into pictures. Stateless: every thread has a renderer of its own. */
typedef struct pa_renderer {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_renderer *self);
    const void *(*get_extension)(const struct pa_renderer *self, const char *id);
    /* [one] The scene is not to be changed. */
    pa_status (*render)(const struct pa_renderer *self, const pa_scene *scene,
                        const pa_picture *picture);
} pa_renderer;

/* ---- Sinks ---------------------------------------------------------------------------------- */

/* Flags of pa_sink_traits. */
enum {
    PA_FILE_PER_FRAME = 1, /* what `encode` gives is a file: the engine names, writes and shares them out */
    PA_STREAMS = 2,        /* may write to standard output */
    PA_DROPS_ALPHA = 4     /* transparency is lost, and becomes white */
};

typedef struct pa_sink_traits {
    size_t size;
    const char *const *endings; /* of files that mean this sink, without the dot; a null pointer ends it */
    uint32_t flags;
    uint32_t reserved;
} pa_sink_traits;

typedef struct pa_sink_request {
    size_t size;
    const char *destination; /* for messages; the engine writes the file */
    double frames_per_second;
    int64_t frame_count; /* -1 when it is not known */
    uint32_t is_opaque;  /* nothing is transparent in any frame */
    uint32_t reserved;
} pa_sink_request;

/* Makes files of pictures. What depends on one picture alone is done by `encode`, on many threads; what
   depends on their order by `write`, on one. */
typedef struct pa_sink {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_sink *self);
    const void *(*get_extension)(const struct pa_sink *self, const char *id);
    /* [any] Memory for one thread's encoding; may be null, with the next. */
    pa_status (*make_encoder)(const struct pa_sink *self, void **encoder);
    /* [any] */
    void (*destroy_encoder)(const struct pa_sink *self, void *encoder);
    /* [any], one call at a time with one encoder. Null for sinks that only `write`. */
    pa_status (*encode)(const struct pa_sink *self, void *encoder, const pa_picture *picture,
                        int64_t index, const pa_output *output);
    /* [one] Takes the next frame, with what `encode` has given; null when those bytes are written as they
       are. The picture's pixels are there only for sinks without `encode`. */
    pa_status (*write)(const struct pa_sink *self, const pa_picture *picture, int64_t index,
                       const void *bytes, size_t count, const pa_output *output);
    /* [one] After the last frame; may be null. */
    pa_status (*finish)(const struct pa_sink *self, const pa_output *output);
} pa_sink;

/* ---- Operators of models -------------------------------------------------------------------- */

/* The element types of TensorFlow Lite's schema, by its numbers. */
enum {
    PA_FLOAT32 = 0, PA_FLOAT16 = 1, PA_INT32 = 2, PA_UINT8 = 3, PA_INT64 = 4, PA_BOOL = 6,
    PA_INT16 = 7, PA_INT8 = 9, PA_NO_TENSOR = 0xFFFF /* an optional input that is left out */
};

#define PA_HIGHEST_RANK 8

typedef struct pa_tensor {
    uint32_t type;
    uint32_t rank;
    int64_t shape[PA_HIGHEST_RANK];
    void *data; /* rank and shape elements of `type`; null where values are not known yet */
    size_t byte_count;
    uint32_t is_constant;
    uint32_t scale_count; /* 0, 1, or one for each slice of `quantized_axis` */
    const float *scales;
    const int64_t *zero_points;
    uint32_t quantized_axis;
    uint32_t reserved;
} pa_tensor;

/* A node of a model. Inputs are not to be written. */
typedef struct pa_node {
    size_t size;
    const char *place; /* for messages: "node 12 (Twist)" */
    uint32_t version;
    uint32_t input_count, output_count;
    uint32_t reserved;
    const pa_tensor *inputs;
    const pa_tensor *outputs;
    const void *options; /* a custom operator's bytes, as the model has them */
    size_t option_byte_count;
} pa_node;

/* The traits of an operator. The descriptor's id is the engine's name of it. */
typedef struct pa_operator_traits {
    size_t size;
    const char *name; /* as models name the custom operator */
    uint32_t first_version, last_version;
    const uint32_t *types; /* what the first input may be */
    uint32_t type_count;
    uint32_t reserved;
} pa_operator_traits;

typedef struct pa_operator {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_operator *self);
    const void *(*get_extension)(const struct pa_operator *self, const char *id);
    /* [any] Checks a node, and tells its outputs' shapes: `ranks` and `shapes` have one entry for each, which
       is PA_HIGHEST_RANK numbers in `shapes`. PA_NEEDS_VALUES when they depend on values still to come. */
    pa_status (*infer)(const struct pa_operator *self, const pa_node *node, uint32_t *ranks,
                       int64_t *shapes);
    /* [any] What does not depend on values, once; may be null. The node's memory stays where it is until
       `release`. */
    pa_status (*prepare)(const struct pa_operator *self, const pa_node *node, void **kernel);
    /* [one] of one kernel. Computes the outputs. Allocates nothing. */
    pa_status (*run)(const struct pa_operator *self, void *kernel, const pa_node *node);
    /* [any] May be null. */
    void (*release)(const struct pa_operator *self, void *kernel);
} pa_operator;

/* ---- Delegates of models -------------------------------------------------------------------- */

/* Computes nodes of models in its own way: faster, or on another processor. It is asked for every graph which
   nodes, alone or in groups, it can compute and how long that takes; the engine chooses among all delegates'
   claims and its own kernels, and has the work prepared that it takes. */

#define PA_LEFT_OUT 0xFFFFFFFFu /* an optional input that a node does not have */

typedef struct pa_graph_node {
    size_t size;
    const char *name; /* "CONV_2D", as TensorFlow Lite's schema names it, or the custom operator's own name */
    const char *place; /* for messages: "node 12 (CONV_2D)" */
    uint32_t version;
    uint32_t is_custom;
    uint32_t input_count, output_count;
    const uint32_t *inputs;  /* places in the graph's tensors, or PA_LEFT_OUT */
    const uint32_t *outputs; /* places in the graph's tensors */
    const void *options;     /* a custom operator's bytes; of others see pa_graph's `option` */
    size_t option_byte_count;
} pa_graph_node;

typedef struct pa_graph_tensor {
    size_t size;
    /* Its data are there for constants, and in `prepare` for what the claim reads and writes. */
    pa_tensor tensor;
    const char *name;
    uint32_t is_needed;   /* by more than the nodes that read it here: it is one of the model's outputs, say */
    uint32_t is_variable; /* it keeps its values from one run to the next */
} pa_graph_tensor;

/* How the schema stores a field of an operator's options. */
enum { PA_FIELD_INT8 /* enumerations and bool too */, PA_FIELD_INT32, PA_FIELD_FLOAT32 };

/* A model's nodes whose shapes are known; what depends on constants alone is computed already. Valid during
   the call that it is passed to, as are its functions. */
typedef struct pa_graph {
    size_t size;
    const void *host_data; /* the engine's */
    const pa_graph_node *nodes; /* in an order of execution */
    const pa_graph_tensor *tensors;
    uint32_t node_count, tensor_count;
    uint32_t threads; /* that run tiles */
    uint32_t reserved;
    /* A field of the options of one of the schema's own operators, by the field's number in the operator's table.
       Put the schema's default into `value` first: it stays where the model leaves the field out. PA_BAD_DATA
       when the model is damaged there. */
    pa_status (*option)(const struct pa_graph *graph, uint32_t node, uint32_t field, uint32_t type,
                        double *value);
} pa_graph;

/* Nodes that a delegate offers to compute. */
typedef struct pa_claim {
    size_t size;
    const uint32_t *nodes; /* places in the graph's nodes, rising. What all but the last compute is read by nodes
                              of the claim alone, and is not `is_needed`: it gets no memory. */
    uint32_t node_count;
    uint32_t recipe; /* the delegate's own; it comes back in `prepare` */
    double cost;     /* nanoseconds that a run is thought to take on one thread; above 0 */
} pa_claim;

/* Takes claims. */
typedef struct pa_claims {
    size_t size;
    void *data; /* the engine's */
    /* During the call that it was passed to, on that thread; the claim is copied. A failure is to be returned
       as it is. */
    pa_status (*add)(const struct pa_claims *claims, const pa_claim *claim);
} pa_claims;

typedef struct pa_delegate {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_delegate *self);
    const void *(*get_extension)(const struct pa_delegate *self, const char *id);
    /* [any] Adds a claim for all that it can compute; several may overlap. */
    pa_status (*claim)(const struct pa_delegate *self, const pa_graph *graph, const pa_claims *claims);
    /* [any] Makes the work of a claim that was taken; a failure leaves its nodes to others, with a warning. What
       the claim reads and writes stays where it is until `release`.
       tiles: 1 at first; as many pieces as the work has. */
    pa_status (*prepare)(const struct pa_delegate *self, const pa_graph *graph, const pa_claim *claim,
                         void **kernel, uint32_t *tiles);
    /* [any] Computes one tile, several of one kernel at once; each is computed once in a run, in any order.
       Allocates nothing. */
    pa_status (*run)(const struct pa_delegate *self, void *kernel, uint32_t tile);
    /* [any] May be null. */
    void (*release)(const struct pa_delegate *self, void *kernel);
} pa_delegate;

/* ---- The microcontroller -------------------------------------------------------------------- */

enum { PA_READ_ONLY, PA_WRITE_ONLY, PA_READ_WRITE, PA_WRITE_ONE_TO_CLEAR };
enum { PA_WORDS /* a word each */, PA_BYTES_IN_WORDS /* LiteX's: a byte in every word, highest first */ };

typedef struct pa_register {
    size_t size;
    const char *name;
    const char *help;
    uint32_t offset;     /* from the device's address, in bytes; a multiple of 4 */
    uint32_t byte_count; /* 1 to 8, in PA_WORDS up to 4 */
    uint32_t access;
    uint32_t reserved;
    uint64_t reset; /* what it holds after reset */
} pa_register;

typedef struct pa_device_traits {
    size_t size;
    uint32_t layout;
    uint32_t span; /* how many bytes of addresses it answers */
    const pa_register *registers;
    uint32_t register_count;
    uint32_t reserved;
} pa_device_traits;

/* Something that firmware talks to through registers. Registers are told by their place in the traits. */
typedef struct pa_device {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_device *self);
    const void *(*get_extension)(const struct pa_device *self, const char *id);
    /* All [one]. */
    uint64_t (*read)(const struct pa_device *self, uint32_t place);
    void (*write)(const struct pa_device *self, uint32_t place, uint64_t value);
    /* The level of its interrupt line; null for none. */
    uint32_t (*raises_interrupt)(const struct pa_device *self);
    /* The cycle at which something happens by itself, UINT64_MAX for never; null, with the next, for none. */
    uint64_t (*next_event)(const struct pa_device *self);
    /* All up to this cycle happens. Cycles before `next_event` may be told late, with the next other call. */
    void (*advance)(const struct pa_device *self, uint64_t cycle);
    void (*reset)(const struct pa_device *self);
    /* All that it is, for snapshots; `load` gets what `save` wrote. */
    pa_status (*save)(const struct pa_device *self, const pa_output *output);
    pa_status (*load)(const struct pa_device *self, const void *bytes, size_t count);
} pa_device;

/* The traits of a sensor, which may be null: its registers, for people. `offset` is the number that the master
   sends for one, whatever it is. */
typedef struct pa_sensor_traits {
    size_t size;
    const pa_register *registers;
    uint32_t register_count;
    uint32_t reserved;
} pa_sensor_traits;

/* A sensor or memory on an I²C bus; with PA_SPI on a bus of SPI, too. */
typedef struct pa_sensor {
    size_t size;
    void *data;
    void (*destroy)(const struct pa_sensor *self);
    const void *(*get_extension)(const struct pa_sensor *self, const char *id);
    /* All [one]. The master wrote these bytes; told when it begins anew or stops. */
    void (*write)(const struct pa_sensor *self, const uint8_t *bytes, size_t count);
    /* The next byte that the master reads. */
    uint8_t (*read)(const struct pa_sensor *self);
    void (*reset)(const struct pa_sensor *self);
    pa_status (*save)(const struct pa_sensor *self, const pa_output *output);
    pa_status (*load)(const struct pa_sensor *self, const void *bytes, size_t count);
} pa_sensor;

/* An acceleration along the sensor's axes, 1024 for that of gravity. */
typedef struct pa_sample {
    int16_t x, y, z;
} pa_sample;

/* How a sensor stands with its samples. */
typedef struct pa_sample_status {
    size_t size;
    uint64_t waiting; /* fed and not yet taken, without those that come again for ever */
    uint64_t taken;   /* by firmware so far; a part of snapshots, and not changed by `reset` */
    uint64_t missed;  /* how often firmware was to be given one and there was none; counts from any number */
    uint32_t depth;   /* how many the sensor says to hold at most */
    pa_sample last;   /* the one that was taken last */
    uint16_t reserved[3];
} pa_sample_status;

/* An extension of sensors that are fed with samples: to the engine they are accelerometers. */
#define PA_SAMPLES "pose-animate.samples/1"
typedef struct pa_samples {
    size_t size;
    /* [one] of the sensor, as are the next. Adds samples behind those that wait, which are not limited by the
       depth: `repeats` times, or when it is negative for ever, whenever there are no others. */
    void (*feed)(const pa_sensor *sensor, const pa_sample *samples, size_t count, int64_t repeats);
    void (*get_status)(const pa_sensor *sensor, pa_sample_status *status);
    /* Loses the sample that waits longest, if any does. */
    void (*drop_oldest)(const pa_sensor *sensor);
    /* At least 1. */
    void (*set_depth)(const pa_sensor *sensor, uint32_t depth);
} pa_samples;

/* An extension of sensors that can be on a bus of SPI. */
#define PA_SPI "pose-animate.spi/1"
typedef struct pa_spi {
    size_t size;
    /* [one] of the sensor, as are the next. A message begins. */
    void (*select)(const pa_sensor *sensor);
    /* A byte comes from the master, and one goes to it. */
    uint8_t (*exchange)(const pa_sensor *sensor, uint8_t byte);
    /* The message has ended. */
    void (*deselect)(const pa_sensor *sensor);
} pa_spi;

#ifdef __cplusplus
}
#endif

#endif
