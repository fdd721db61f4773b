import Geometry
import Scene

@testable import Rigging

/// A drawing built by hand: a skeleton of dots and art made of dots and lines.
struct StickFigure {
    private(set) var drawing = Drawing(size: Size(width: 400, height: 400))
    private var skeleton: [Node] = []
    private var art: [Node] = []

    /// The 12 joints of the `body` rig, in rest pose.
    static let bodyJoints: [(name: String, position: Point)] = [
        ("leftShoulder", Point(240, 100)), ("rightShoulder", Point(160, 100)),
        ("leftElbow", Point(280, 150)), ("rightElbow", Point(120, 150)),
        ("leftWrist", Point(300, 200)), ("rightWrist", Point(100, 200)),
        ("leftHip", Point(225, 220)), ("rightHip", Point(175, 220)),
        ("leftKnee", Point(228, 290)), ("rightKnee", Point(172, 290)),
        ("leftAnkle", Point(230, 360)), ("rightAnkle", Point(170, 360)),
    ]

    init(joints: [(name: String, position: Point)] = bodyJoints) {
        for joint in joints {
            skeleton.append(.shape(add(id: joint.name, [joint.position])))
        }
    }

    /// Adds an open path of straight segments and returns its index.
    @discardableResult
    mutating func add(
        id: String? = nil, label: String? = nil, _ anchors: [Point], isVisible: Bool = true
    ) -> Int {
        let first = drawing.points.count / 3
        for anchor in anchors { drawing.points += [anchor, anchor, anchor] }
        let element = Element(
            tag: "path", id: id, label: label, line: drawing.shapes.count + 1)
        drawing.shapes.append(
            Shape(
                element: element,
                contours: [
                    Contour(firstAnchor: first, anchorCount: anchors.count, isClosed: false)
                ], fill: Fill(paint: .color(.black)), isVisible: isVisible))
        return drawing.shapes.count - 1
    }

    mutating func addArt(_ anchors: [Point], id: String? = nil, isVisible: Bool = true) {
        art.append(.shape(add(id: id, anchors, isVisible: isVisible)))
    }

    /// Adds a group of art made of dots, each under a name or none.
    mutating func addGroup(id: String, _ dots: [(name: String?, position: Point)]) {
        let children = dots.map { Node.shape(add(id: $0.name, [$0.position])) }
        art.append(.group(Group(element: Element(tag: "g", id: id), children: children)))
    }

    /// The drawing with its groups named as given.
    func finished(
        skeletonID: String? = "skeleton", illustrationID: String? = "illustration",
        skeletonLabel: String? = nil
    ) -> Drawing {
        var drawing = drawing
        drawing.root.children = [
            .group(
                Group(element: Element(tag: "g", id: illustrationID), children: art)),
            .group(
                Group(
                    element: Element(tag: "g", id: skeletonID, label: skeletonLabel),
                    isDisplayed: false, children: skeleton)),
        ]
        return drawing
    }
}
