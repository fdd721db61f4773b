"""131 small drawings, and what the original binds of each: the same, or better on purpose."""

import json
import re

from EndToEnd.program import ProgramTest, load, reference

# Where we differ, and why; Documentation/Deviations.md says it at length.
DEVIATIONS = {
    "rect_rx": "ry follows rx",
    "rect_rx_big": "ry follows rx",
    "neg_rect": "a negative size is an error: the rectangle is not drawn",
    "polyline_odd": "an odd coordinate ends the line instead of making a NaN",
    "path_z_then_more": "compound paths are bound",
    "compound_top": "compound paths are bound",
    "compound_in_group": "compound paths keep their holes and their paint",
    "transform_comma_list": "commas between transforms are allowed",
    "transform_style": "CSS transform is followed",
    "transform_ws": "white space around transforms is allowed",
    "nested_group_nokp": "a group without joints is not dropped",
    "nested_group_kp_nobone": "a group without a bone is not dropped",
    "nested_illustration": "an illustration inside another is bound once",
    "root_named_illustration": "the skeleton is not art",
    "skeleton_in_illustration": "the skeleton is not art",
    "skeleton_prefixed_other": "the skeleton is a group that holds joints",
    "symbol": "symbols are drawn",
    "a_link": "links are groups",
    "switch_": "switch is followed",
    "nested_svg": "nested svg is drawn",
    "clip_path": "clipped art is drawn, and clipped",
    "clip_path_in_kpgroup": "the clip's shape is not art",
    "fill_opacity_inherited": "fill-opacity is inherited",
    "fill_current": "currentColor is followed",
    "fill_current_inh": "currentColor is followed",
    "fill_explicit_inherit": "inherit is followed",
    "attr_vs_style": "inline style beats attributes",
    "attr_vs_class": "style sheets beat attributes",
    "important": "!important is followed",
    "url_fallback": "the fallback of a paint server that is missing is used",
    "stroke_width_0": "a stroke without width is none",
    "len_units": "units are followed",
    "lin_grad": "gradients are drawn",
    "rad_grad_user": "gradients are drawn",
    "pattern": "patterns are drawn",
    "text": "text is drawn, as outlines",
    "image": "pictures are drawn, as meshes",
    "vb_nonuniform": "preserveAspectRatio is followed",
    "vb_pct": "100% is the viewBox's size",
    "vb_mm": "units are followed",
    "vb_only_width": "the other side follows the viewBox",
    "no_skeleton": "an error that says so",
    "missing_kp": "an error that names the joint",
    "no_illustration": "all but the skeleton is art",
    "upper_case": "another letter case is accepted",
    "inkscape_label": "layer labels are names",
    "data_name": "layer labels are names",
    "numeric_id": "ids of digits are allowed",
}


def coordinates(path, keys):
    """All coordinates of a path, flat; `keys` says where a segment keeps its three points."""
    return [value for segment in path for key in keys(segment) for value in key]


class Probes(ProgramTest):
    def bind(self, name, svg):
        """What we bind of a probe; nothing when the program refuses it."""
        character = self.path("probe.svg")
        with open(character, "w") as file:
            file.write(svg)
        output = self.path("bind.json")
        expected = 65 if name in ("no_skeleton", "missing_kp") else 0
        self.run_program("inspect", character, "--bind", output, status=expected)
        if expected:
            return None
        with open(output) as file:
            return json.load(file)["paths"]

    def is_same(self, ours, theirs):
        if ours is None or len(ours) != len(theirs):
            return False
        for mine, golden in zip(ours, theirs):
            a = coordinates(
                mine["segments"],
                lambda s: (s["point"]["p"], s["handleIn"]["p"], s["handleOut"]["p"]),
            )
            b = coordinates(golden["segs"], lambda s: s)
            if len(a) != len(b) or "NaN" in b:
                return False
            if any(abs(x - y) > 1e-3 for x, y in zip(a, b)):
                return False
            if mine["fillColor"] != golden["fill"] or mine["strokeColor"] != golden["stroke"]:
                return False
            bones = len(mine["segments"][0]["point"]["w"]) if mine["segments"] else 0
            if bones != golden["bones0"] or mine["closed"] != golden["closed"]:
                return False
        return True

    def test_each_is_the_same_or_a_stated_deviation(self):
        with open(reference("characters", "girl.svg")) as file:
            skeleton = re.search(
                r'<g id="skeleton_1_">.*</g>(?=\s*</svg>)', file.read(), re.DOTALL
            ).group(0)
        probes = load("golden", "pose-animator", "probe.json")
        self.assertEqual(len(probes), 131)
        different = {
            name
            for name, probe in probes.items()
            if not self.is_same(
                self.bind(name, probe["svg"].replace("<!--girl skeleton-->", skeleton)),
                probe.get("paths", []),
            )
        }
        self.assertEqual(different, set(DEVIATIONS))
