/* A plug-in with what a board has: an accelerometer that is fed, on I²C and on SPI, whose registers are those of
   the ADXL345 as far as firmware looks at them, and a device that counts by itself and does what MOOD says. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pose_animate_plugin.h"

static const pa_host *engine;

/* ---- The accelerometer -------------------------------------------------------------------------- */

enum { IDENTITY = 0x00, FORMAT = 0x31, DATA = 0x32, STATUS = 0x39 };

typedef struct {
    uint64_t taken, missed;
    uint64_t first, count, again_count;
    uint32_t depth;
    pa_sample current, last;
    uint8_t place, format, is_command, is_reading;
} swing_state;

typedef struct {
    pa_sensor functions;
    swing_state state;
    pa_sample *waiting, *again;
} swing;

static void swing_destroy(const pa_sensor *self) {
    swing *own = (swing *)self;
    free(own->waiting);
    free(own->again);
    free(own);
}

/* Behind those that wait, which are moved to the beginning. */
static void add(swing *own, const pa_sample *samples, size_t count) {
    swing_state *state = &own->state;
    pa_sample *larger = malloc((state->count - state->first + count + 1) * sizeof *larger);
    if (!larger) {
        engine->fail(engine, "has no memory for so many samples; feed fewer");
        return;
    }
    if (state->count > state->first)
        memcpy(larger, own->waiting + state->first, (state->count - state->first) * sizeof *larger);
    state->count -= state->first;
    state->first = 0;
    if (count) memcpy(larger + state->count, samples, count * sizeof *larger);
    state->count += count;
    free(own->waiting);
    own->waiting = larger;
}

static void swing_feed(const pa_sensor *self, const pa_sample *samples, size_t count, int64_t repeats) {
    swing *own = (swing *)self;
    for (int64_t i = 0; i < repeats; i++) add(own, samples, count);
    if (repeats >= 0) return;
    pa_sample *again = malloc((count + 1) * sizeof *again);
    if (!again) {
        engine->fail(engine, "has no memory for so many samples; feed fewer");
        return;
    }
    if (count) memcpy(again, samples, count * sizeof *again);
    free(own->again);
    own->again = again;
    own->state.again_count = count;
}

static void swing_status(const pa_sensor *self, pa_sample_status *status) {
    const swing_state *state = &((const swing *)self)->state;
    status->waiting = state->count - state->first;
    status->taken = state->taken;
    status->missed = state->missed;
    status->depth = state->depth;
    status->last = state->last;
}

static void swing_drop(const pa_sensor *self) {
    swing_state *state = &((swing *)self)->state;
    if (state->first < state->count) state->first++;
}

static void swing_set_depth(const pa_sensor *self, uint32_t depth) { ((swing *)self)->state.depth = depth; }

static void take(swing *own) {
    swing_state *state = &own->state;
    if (state->first == state->count && state->again_count) add(own, own->again, state->again_count);
    if (state->first == state->count) {
        state->missed++;
        state->current = (pa_sample){0, 0, 0};
        return;
    }
    state->current = state->last = own->waiting[state->first++];
    state->taken++;
}

static uint8_t swing_read(const pa_sensor *self) {
    swing_state *state = &((swing *)self)->state;
    uint8_t place = state->place++;
    uint64_t waiting = state->count > state->first ? state->count - state->first : state->again_count;
    if (place == IDENTITY) return 0xE5;
    if (place == FORMAT) return state->format;
    if (place == STATUS) return (uint8_t)(waiting < state->depth ? waiting : state->depth);
    if (place < DATA || place > DATA + 5) return 0;
    int16_t axes[3] = {state->current.x, state->current.y, state->current.z};
    int value = axes[(place - DATA) / 2] >> (state->format >> 3 ? 2 : (state->format & 3) + 2);
    return (uint8_t)((place - DATA) % 2 ? value >> 8 : value);
}

static void put(swing_state *state, uint8_t byte) {
    if (state->place++ == FORMAT) state->format = byte;
}

static void swing_write(const pa_sensor *self, const uint8_t *bytes, size_t count) {
    swing *own = (swing *)self;
    if (!count) return;
    own->state.place = bytes[0];
    if (count == 1 && bytes[0] == DATA) take(own);
    for (size_t i = 1; i < count; i++) put(&own->state, bytes[i]);
}

static void swing_select(const pa_sensor *self) { ((swing *)self)->state.is_command = 1; }

static uint8_t swing_exchange(const pa_sensor *self, uint8_t byte) {
    swing *own = (swing *)self;
    if (own->state.is_command) {
        own->state.is_command = 0;
        own->state.is_reading = byte >> 7;
        own->state.place = byte & 0x3F;
        if (own->state.is_reading && own->state.place == DATA) take(own);
        return 0;
    }
    if (own->state.is_reading) return swing_read(self);
    put(&own->state, byte);
    return 0;
}

static void swing_deselect(const pa_sensor *self) { ((swing *)self)->state.is_command = 1; }

static void swing_reset(const pa_sensor *self) {
    swing_state *state = &((swing *)self)->state;
    state->place = state->format = state->is_reading = 0;
    state->is_command = 1;
    state->current = (pa_sample){0, 0, 0};
}

static pa_status swing_save(const pa_sensor *self, const pa_output *output) {
    const swing *own = (const swing *)self;
    pa_status status = output->write(output, &own->state, sizeof own->state);
    if (!status) status = output->write(output, own->waiting, own->state.count * sizeof *own->waiting);
    if (!status) status = output->write(output, own->again, own->state.again_count * sizeof *own->again);
    return status;
}

static pa_status swing_load(const pa_sensor *self, const void *bytes, size_t count) {
    swing *own = (swing *)self;
    swing_state state;
    size_t most = count / sizeof(pa_sample);
    if (count < sizeof state) return PA_BAD_DATA;
    memcpy(&state, bytes, sizeof state);
    if (state.count > most || state.again_count > most || state.first > state.count
        || count != sizeof state + (state.count + state.again_count) * sizeof(pa_sample))
        return PA_BAD_DATA;
    const pa_sample *samples = (const pa_sample *)((const char *)bytes + sizeof state);
    own->state = (swing_state){.depth = 1};
    swing_feed(self, samples, state.count, 1);
    swing_feed(self, samples + state.count, state.again_count, -1);
    own->state = state;
    return PA_OK;
}

static const pa_samples samples = {
    .size = sizeof(pa_samples), .feed = swing_feed, .get_status = swing_status, .drop_oldest = swing_drop,
    .set_depth = swing_set_depth};
static const pa_spi spi = {
    .size = sizeof(pa_spi), .select = swing_select, .exchange = swing_exchange, .deselect = swing_deselect};

static const void *swing_extension(const pa_sensor *self, const char *id) {
    return !strcmp(id, PA_SAMPLES) ? (const void *)&samples : !strcmp(id, PA_SPI) ? (const void *)&spi : 0;
}

/* ---- The device ---------------------------------------------------------------------------------- */

enum { COUNT, PERIOD, PENDING, TIME, MOOD };
enum { FAIL = 101, ABORT, HANG, EXIT, FAIL_LATER };

typedef struct {
    uint64_t count, period, pending, time, mood, begun;
} pulse_state;

typedef struct {
    pa_device functions;
    pulse_state state;
} pulse;

static void pulse_destroy(const pa_device *self) { free((void *)self); }

static void fail(void) { engine->fail(engine, "has burnt out; put in another"); }

static uint64_t pulse_read(const pa_device *self, uint32_t place) {
    const pulse_state *state = &((const pulse *)self)->state;
    switch (place) {
    case COUNT: return state->count;
    case PERIOD: return state->period;
    case PENDING: return state->pending;
    case TIME: return state->time;
    default: return state->mood;
    }
}

static void pulse_write(const pa_device *self, uint32_t place, uint64_t value) {
    pulse_state *state = &((pulse *)self)->state;
    switch (place) {
    case PERIOD:
        state->period = value;
        state->begun = state->time;
        break;
    case PENDING: state->pending &= ~value; break;
    case MOOD:
        state->mood = value;
        if (value == FAIL) fail();
        if (value == ABORT) abort();
        if (value == HANG) for (;;) pause();
        if (value == EXIT) exit(0);
        break;
    default: break;
    }
}

static uint64_t pulse_next(const pa_device *self) {
    const pulse_state *state = &((const pulse *)self)->state;
    return state->period ? state->begun + state->period : UINT64_MAX;
}

static uint32_t pulse_raises(const pa_device *self) { return (uint32_t)((const pulse *)self)->state.pending; }

static void pulse_advance(const pa_device *self, uint64_t cycle) {
    pulse_state *state = &((pulse *)self)->state;
    state->time = cycle;
    if (!state->period || cycle < state->begun + state->period) return;
    if (state->mood == FAIL_LATER) fail();
    uint64_t more = (cycle - state->begun) / state->period;
    state->count += more;
    state->begun += more * state->period;
    state->pending = 1;
}

static void pulse_reset(const pa_device *self) { ((pulse *)self)->state = (pulse_state){0}; }

static pa_status pulse_save(const pa_device *self, const pa_output *output) {
    return output->write(output, &((const pulse *)self)->state, sizeof(pulse_state));
}

static pa_status pulse_load(const pa_device *self, const void *bytes, size_t count) {
    if (count != sizeof(pulse_state)) return PA_BAD_DATA;
    memcpy(&((pulse *)self)->state, bytes, count);
    return PA_OK;
}

/* ---- What there is ------------------------------------------------------------------------------- */

#define REGISTER(label, place, text, what) \
    {.size = sizeof(pa_register), .name = label, .help = text, .offset = place, .byte_count = 4, .access = what}

static const pa_register pulse_registers[] = {
    REGISTER("count", 0, "how often it came", PA_READ_ONLY),
    REGISTER("period", 4, "cycles from one to the next; 0 for never", PA_READ_WRITE),
    REGISTER("pending", 8, "bit 0: it came, which raises the interrupt", PA_WRITE_ONE_TO_CLEAR),
    REGISTER("time", 12, "the cycle that it was told of", PA_READ_ONLY),
    REGISTER("mood", 16, "what it does when this is written", PA_READ_WRITE)};
static const pa_device_traits pulse_traits = {
    .size = sizeof(pa_device_traits), .layout = PA_WORDS, .span = 32, .registers = pulse_registers,
    .register_count = 5};

static const pa_register swing_registers[] = {
    REGISTER("DEVID", IDENTITY, "0xE5", PA_READ_ONLY), REGISTER("DATAX0", DATA, "x, low byte", PA_READ_ONLY)};
static const pa_sensor_traits swing_traits = {
    .size = sizeof(pa_sensor_traits), .registers = swing_registers, .register_count = 2};

static const pa_descriptor swing_about = {
    .size = sizeof(pa_descriptor), .id = "swing", .summary = "an accelerometer", .temporal = PA_SEQUENTIAL,
    .traits = &swing_traits};
static const pa_descriptor pulse_about = {
    .size = sizeof(pa_descriptor), .id = "pulse", .summary = "counts", .temporal = PA_SEQUENTIAL,
    .traits = &pulse_traits};

static uint32_t count(const pa_factory *self) { return 1; }

static const pa_descriptor *describe(const pa_factory *self, uint32_t index) { return index ? 0 : self->data; }

static pa_status create(const pa_factory *self, const pa_host *host, const char *id, const pa_value *values,
                        const void *request, const void **stage) {
    engine = host;
    if (self->data == &swing_about) {
        swing *made = calloc(1, sizeof *made);
        if (!made) return PA_FAULT;
        made->functions = (pa_sensor){
            .size = sizeof(pa_sensor), .destroy = swing_destroy, .get_extension = swing_extension,
            .write = swing_write, .read = swing_read, .reset = swing_reset, .save = swing_save,
            .load = swing_load};
        made->state = (swing_state){.depth = 32, .is_command = 1};
        *stage = made;
    } else {
        pulse *made = calloc(1, sizeof *made);
        if (!made) return PA_FAULT;
        made->functions = (pa_device){
            .size = sizeof(pa_device), .destroy = pulse_destroy, .read = pulse_read, .write = pulse_write,
            .raises_interrupt = pulse_raises, .next_event = pulse_next, .advance = pulse_advance,
            .reset = pulse_reset, .save = pulse_save, .load = pulse_load};
        *stage = made;
    }
    return PA_OK;
}

#define FACTORY(about) \
    {.size = sizeof(pa_factory), .data = (void *)&about, .count = count, .descriptor = describe, .create = create}
static const pa_factory sensors = FACTORY(swing_about), devices = FACTORY(pulse_about);

static const pa_plugin_info told = {
    .size = sizeof(pa_plugin_info), .id = "org.example.board", .name = "A board", .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &told; }

static const pa_factory *get_factory(const char *kind) {
    if (!strcmp(kind, "pose-animate.sensor/1")) return &sensors;
    return strcmp(kind, "pose-animate.device/1") ? 0 : &devices;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info, .get_factory = get_factory};
