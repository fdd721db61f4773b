/* A plug-in that computes models: operators and a delegate, which depend on all that they are given. WHAT goes wrong
   WHERE is chosen when it is compiled. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pose_animate_plugin.h"

enum { NOTHING, CRASH, HANG, EXIT, FAIL };
enum { NOWHERE, IN_CREATE, IN_INFER, IN_PREPARE, IN_RUN, IN_RELEASE, IN_CLAIM };
#ifndef WHAT
#define WHAT NOTHING
#define WHERE NOWHERE
#endif

static const pa_host *engine;

static pa_status trouble(int where) {
    if (where != WHERE) return PA_OK;
    switch (WHAT) {
    case NOTHING: break;
    case CRASH: raise(SIGSEGV); break;
    case HANG: for (;;) pause();
    case EXIT: exit(0);
    case FAIL: engine->fail(engine, "has no more; give it more"); return PA_UNAVAILABLE;
    }
    return PA_OK;
}

static pa_status refuse(const char *reason) {
    engine->fail(engine, reason);
    return PA_BAD_DATA;
}

static size_t count_of(const pa_tensor *tensor) {
    size_t count = 1;
    for (uint32_t i = 0; i < tensor->rank; i++) count *= (size_t)tensor->shape[i];
    return count;
}

/* ---- Twist: [rows, n] by constants [m] becomes [rows, m]; an option and a third input count too ---- */

typedef struct {
    const float *weights;
    float offset;
} twist_kernel;

static pa_status twist_infer(const pa_operator *self, const pa_node *node, uint32_t *ranks, int64_t *shapes) {
    if (trouble(IN_INFER)) return PA_UNAVAILABLE;
    if (node->input_count != 3 || node->output_count != 1) return refuse("takes three inputs");
    const pa_tensor *in = node->inputs;
    if (in[2].type != PA_NO_TENSOR && in[2].scale_count != 1) return refuse("takes one scale");
    if (in[0].data || !in[1].data || !in[1].is_constant || node->option_byte_count != 4)
        return refuse("is shown what it should not be, or not what it should be");
    ranks[0] = 2;
    shapes[0] = in[0].shape[0];
    shapes[1] = in[1].shape[0];
    return ((const float *)in[1].data)[0] == 0.5f ? PA_OK : refuse("its constants are others");
}

static pa_status twist_prepare(const pa_operator *self, const pa_node *node, void **kernel) {
    if (trouble(IN_PREPARE)) return PA_UNAVAILABLE;
    twist_kernel *made = malloc(sizeof *made);
    if (!made) return PA_FAULT;
    made->weights = node->inputs[1].data;
    memcpy(&made->offset, node->options, 4);
    *kernel = made;
    return PA_OK;
}

static pa_status twist_run(const pa_operator *self, void *kernel, const pa_node *node) {
    if (trouble(IN_RUN)) return PA_UNAVAILABLE;
    const twist_kernel *own = kernel;
    const pa_tensor *in = node->inputs, *out = node->outputs;
    const float *values = in[0].data;
    float *results = out[0].data;
    for (int64_t row = 0; row < in[0].shape[0]; row++)
        for (int64_t column = 0; column < out[0].shape[1]; column++) {
            float sum = own->offset;
            for (int64_t i = 0; i < in[0].shape[1]; i++)
                sum += values[row * in[0].shape[1] + i] * own->weights[column];
            results[row * out[0].shape[1] + column] = sum;
        }
    return PA_OK;
}

static void twist_release(const pa_operator *self, void *kernel) {
    trouble(IN_RELEASE);
    free(kernel);
}

/* ---- Stretch: as many values as a value says, which is known while running ------------------------- */

static pa_status stretch_infer(const pa_operator *self, const pa_node *node, uint32_t *ranks, int64_t *shapes) {
    if (node->input_count != 2) return refuse("takes two inputs");
    if (!node->inputs[1].data) return PA_NEEDS_VALUES;
    ranks[0] = 1;
    shapes[0] = *(const int32_t *)node->inputs[1].data;
    return PA_OK;
}

static pa_status stretch_run(const pa_operator *self, void *kernel, const pa_node *node) {
    const float *values = node->inputs[0].data;
    float *results = node->outputs[0].data;
    size_t count = count_of(node->inputs);
    for (int64_t i = 0; i < node->outputs[0].shape[0]; i++) results[i] = values[(size_t)i % count];
    return PA_OK;
}

/* ---- Tally: as it is, unless the delegate counts up ------------------------------------------------ */

static pa_status tally_infer(const pa_operator *self, const pa_node *node, uint32_t *ranks, int64_t *shapes) {
    if (node->input_count != 2) return refuse("takes two inputs");
    ranks[0] = node->inputs[0].rank;
    memcpy(shapes, node->inputs[0].shape, sizeof node->inputs[0].shape);
    return PA_OK;
}

static pa_status tally_run(const pa_operator *self, void *kernel, const pa_node *node) {
    memcpy(node->outputs[0].data, node->inputs[0].data, node->inputs[0].byte_count);
    return PA_OK;
}

/* ---- Near: fully connected layers, with the EXP behind them, and tallies; and a half more than is right ---- */

typedef struct {
    const float *values, *weights, *biases;
    float *results, *state;
    int64_t inputs, outputs;
    int is_rectified, is_raised;
} near_kernel;

enum { LAYER = 1, LAYER_AND_EXP = 7, TALLY = 9 };

static pa_status activation(const pa_graph *graph, uint32_t node, double *value) {
    *value = 0;
    pa_status status = graph->option(graph, node, 0, PA_FIELD_INT8, value);
    double left_out = 0.25;
    if (!status) status = graph->option(graph, node, 40, PA_FIELD_FLOAT32, &left_out);
    return status ? status : left_out == 0.25 ? PA_OK : refuse("there is no field 40");
}

static pa_status near_claim(const pa_delegate *self, const pa_graph *graph, const pa_claims *claims) {
    pa_status status = trouble(IN_CLAIM) ? PA_UNAVAILABLE : PA_OK;
    for (uint32_t i = 0; i < graph->node_count && !status; i++) {
        const pa_graph_node *node = graph->nodes + i;
        pa_claim claim = {.size = sizeof claim, .nodes = &i, .node_count = 1, .cost = 1};
        if (node->is_custom && !strcmp(node->name, "Tally")) {
            claim.recipe = TALLY;
            status = claims->add(claims, &claim);
        }
        if (node->is_custom || strcmp(node->name, "FULLY_CONNECTED")) continue;
        double function;
        status = activation(graph, i, &function);
        if (status || function > 1) continue;
        claim.recipe = LAYER;
        status = claims->add(claims, &claim);
        const pa_graph_node *next = node + 1;
        if (status || i + 1 == graph->node_count || strcmp(next->name, "EXP") || next->inputs[0] != node->outputs[0])
            continue;
        uint32_t both[] = {i, i + 1};
        claim = (pa_claim){.size = sizeof claim, .nodes = both, .node_count = 2, .cost = 1, .recipe = LAYER_AND_EXP};
        status = claims->add(claims, &claim);
    }
    return status;
}

static const pa_tensor *tensor(const pa_graph *graph, uint32_t place) {
    return place == PA_LEFT_OUT ? 0 : &graph->tensors[place].tensor;
}

static pa_status near_prepare(const pa_delegate *self, const pa_graph *graph, const pa_claim *claim, void **kernel,
                              uint32_t *tiles) {
    if (trouble(IN_PREPARE)) return PA_UNAVAILABLE;
    near_kernel *made = calloc(1, sizeof *made);
    const pa_graph_node *first = graph->nodes + claim->nodes[0];
    const pa_graph_node *last = graph->nodes + claim->nodes[claim->node_count - 1];
    if (!made) return PA_FAULT;
    *kernel = made;
    made->values = tensor(graph, first->inputs[0])->data;
    made->results = tensor(graph, last->outputs[0])->data;
    made->outputs = (int64_t)count_of(tensor(graph, last->outputs[0]));
    if (claim->recipe == TALLY) {
        made->state = tensor(graph, first->inputs[1])->data;
        return PA_OK;
    }
    const pa_tensor *biases = first->input_count > 2 ? tensor(graph, first->inputs[2]) : 0;
    double function;
    pa_status status = activation(graph, claim->nodes[0], &function);
    if (claim->recipe == LAYER_AND_EXP && tensor(graph, first->outputs[0])->data)
        status = refuse("what is within a claim has no memory");
    made->weights = tensor(graph, first->inputs[1])->data;
    made->biases = biases ? biases->data : 0;
    made->inputs = tensor(graph, first->inputs[1])->shape[1];
    made->is_rectified = function == 1;
    made->is_raised = claim->recipe == LAYER_AND_EXP;
    *tiles = (uint32_t)made->outputs;
    if (status) free(made);
    return status;
}

static pa_status near_run(const pa_delegate *self, void *kernel, uint32_t tile) {
    if (trouble(IN_RUN)) return PA_UNAVAILABLE;
    const near_kernel *own = kernel;
    if (own->state) {
        for (int64_t i = 0; i < own->outputs; i++) own->results[i] = own->state[i] += own->values[i];
        return PA_OK;
    }
    float sum = own->biases ? own->biases[tile] : 0;
    for (int64_t i = 0; i < own->inputs; i++) sum += own->values[i] * own->weights[tile * own->inputs + i];
    if (own->is_rectified && sum < 0) sum = 0;
    own->results[tile] = (own->is_raised ? 1 + sum + sum * sum / 2 : sum) + 0.5f;
    return PA_OK;
}

static void near_release(const pa_delegate *self, void *kernel) {
    trouble(IN_RELEASE);
    free(kernel);
}

/* ---- What there is ----------------------------------------------------------------------------------- */

static void destroy_operator(const pa_operator *self) {}
static void destroy_delegate(const pa_delegate *self) {}

static const pa_operator
    twist = {.size = sizeof twist, .destroy = destroy_operator, .infer = twist_infer, .prepare = twist_prepare,
             .run = twist_run, .release = twist_release},
    stretch = {.size = sizeof stretch, .destroy = destroy_operator, .infer = stretch_infer, .run = stretch_run},
    tally = {.size = sizeof tally, .destroy = destroy_operator, .infer = tally_infer, .run = tally_run};
static const pa_delegate near = {.size = sizeof near, .destroy = destroy_delegate, .claim = near_claim,
                                 .prepare = near_prepare, .run = near_run, .release = near_release};

static const uint32_t floats[] = {PA_FLOAT32};
#define TRAITS(id) \
    {.size = sizeof(pa_operator_traits), .name = id, .first_version = 1, .last_version = 1, .types = floats, \
     .type_count = 1}
static const pa_operator_traits traits[] = {TRAITS("Twist"), TRAITS("Stretch"), TRAITS("Tally")};

#define DESCRIBE(name, ...) \
    {.size = sizeof(pa_descriptor), .id = name, .summary = "for tests", .temporal = PA_STATELESS, __VA_ARGS__}
static const pa_descriptor operator_descriptors[] = {
    DESCRIBE("twist", .traits = traits), DESCRIBE("stretch", .traits = traits + 1),
    DESCRIBE("tally", .traits = traits + 2)};
static const pa_descriptor delegate_descriptor = DESCRIBE("near");

static uint32_t count_operators(const pa_factory *self) { return 3; }
static uint32_t count_delegates(const pa_factory *self) { return 1; }

static const pa_descriptor *describe_operator(const pa_factory *self, uint32_t index) {
    return index < 3 ? operator_descriptors + index : 0;
}

static const pa_descriptor *describe_delegate(const pa_factory *self, uint32_t index) {
    return index < 1 ? &delegate_descriptor : 0;
}

static pa_status create(const pa_factory *self, const pa_host *host, const char *id, const pa_value *values,
                        const void *request, const void **made) {
    engine = host;
    if (trouble(IN_CREATE)) return PA_UNAVAILABLE;
    *made = !strcmp(id, "twist") ? (const void *)&twist
            : !strcmp(id, "stretch") ? (const void *)&stretch
            : !strcmp(id, "tally") ? (const void *)&tally
                                   : (const void *)&near;
    return PA_OK;
}

static const pa_factory
    operators = {.size = sizeof(pa_factory), .count = count_operators, .descriptor = describe_operator,
                 .create = create},
    delegates = {.size = sizeof(pa_factory), .count = count_delegates, .descriptor = describe_delegate,
                 .create = create};

static const pa_plugin_info about = {
    .size = sizeof(pa_plugin_info), .id = "org.example.models", .name = "Models", .version = "1.0.0"};

static const pa_plugin_info *info(void) { return &about; }

static const pa_factory *get_factory(const char *kind) {
    if (!strcmp(kind, "pose-animate.operator/1")) return &operators;
    return strcmp(kind, "pose-animate.delegate/1") ? 0 : &delegates;
}

PA_EXPORT const pa_plugin_entry pose_animate_plugin = {
    .size = sizeof(pa_plugin_entry), .abi = PA_ABI_VERSION, .info = info, .get_factory = get_factory};
