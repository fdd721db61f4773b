#include "parser.hpp"

#include <new>
#include <vector>

struct csimdjson_tree {
    simdjson::dom::parser parser;
    std::vector<csimdjson_node> nodes;
};

namespace {

namespace dom = simdjson::dom;

csimdjson_node string_node(std::string_view text) {
    csimdjson_node node = {};
    node.kind = CSIMDJSON_STRING;
    node.text = text.data();
    node.text_count = text.size();
    return node;
}

// As deep as the parser lets it go, CSIMDJSON_DEPTH.
void append(std::vector<csimdjson_node> &nodes, dom::element element) {
    csimdjson_node node = {};
    bool is_true = false;
    std::string_view text;
    dom::array list;
    dom::object object;
    if (!element.get(text)) {
        nodes.push_back(string_node(text));
    } else if (!element.get(list)) {
        node.kind = CSIMDJSON_LIST;
        node.count = list.size();
        size_t own = nodes.size();
        nodes.push_back(node);
        // The size that is stored stops at 2^24.
        size_t count = 0;
        for (dom::element value : list) {
            append(nodes, value);
            count++;
        }
        nodes[own].count = count;
    } else if (!element.get(object)) {
        node.kind = CSIMDJSON_OBJECT;
        size_t own = nodes.size();
        nodes.push_back(node);
        size_t count = 0;
        for (dom::key_value_pair member : object) {
            nodes.push_back(string_node(member.key));
            append(nodes, member.value);
            count++;
        }
        nodes[own].count = count;
    } else if (!element.get(is_true)) {
        node.kind = is_true ? CSIMDJSON_TRUE : CSIMDJSON_FALSE;
        nodes.push_back(node);
    } else if (!element.get_double().get(node.number)) {
        node.kind = CSIMDJSON_NUMBER;
        nodes.push_back(node);
    } else {
        nodes.push_back(node);
    }
}

}  // namespace

csimdjson_tree *csimdjson_tree_create(void) { return new (std::nothrow) csimdjson_tree(); }

void csimdjson_tree_destroy(csimdjson_tree *tree) { delete tree; }

const csimdjson_node *csimdjson_tree_read(
    csimdjson_tree *tree, const uint8_t *text, size_t count, size_t *node_count,
    const char **reason) {
    try {
        simdjson::error_code error = simdjson::SUCCESS;
        if (tree->parser.capacity() < count || tree->parser.max_depth() != CSIMDJSON_DEPTH) {
            // By doubling, so that slightly larger values do not each ask for memory anew.
            size_t capacity = 1 << 14;
            while (capacity < count) { capacity *= 2; }
            error = tree->parser.allocate(capacity, CSIMDJSON_DEPTH);
        }
        dom::element root;
        if (!error) { error = tree->parser.parse(text, count, true).get(root); }
        if (error) {
            *reason = simdjson::error_message(error);
            return nullptr;
        }
        tree->nodes.clear();
        append(tree->nodes, root);
        *node_count = tree->nodes.size();
        return tree->nodes.data();
    } catch (const std::bad_alloc &) {
        *reason = "there is not enough memory";
        return nullptr;
    }
}
