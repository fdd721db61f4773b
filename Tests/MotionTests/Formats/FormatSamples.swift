import Geometry
import Storage

@testable import Motion

/// Recordings of one person in two frames, written by hand in each format.
enum FormatSamples {
    /// Where the part is in a frame: whole numbers, so that every format says them exactly.
    static func point(_ part: BodyPart, _ frame: Int) -> Point {
        Point(Double(100 + 16 * part.rawValue + frame), Double(40 + 8 * part.rawValue + 2 * frame))
    }

    static let size = Size(width: 512, height: 256)

    static let options = {
        var options = KeypointOptions()
        options.framesPerSecond = 25
        options.size = size
        return options
    }()

    private static func list(_ body: (BodyPart) -> String) -> String {
        "[" + BodyPart.allCases.map(body).joined(separator: ",") + "]"
    }

    private static func frames(_ body: (Int) -> String) -> String {
        "[" + [0, 1].map(body).joined(separator: ",") + "]"
    }

    /// A list of `count` points of which those of the layout are ours.
    private static func points(
        _ layout: BodyLayout, _ separator: String = ",", _ body: (Point?) -> String, _ frame: Int
    ) -> String {
        let parts = (0..<layout.count).map { index in
            layout.sources.firstIndex(of: index).flatMap(BodyPart.init(rawValue:))
        }
        return "[" + parts.map { body($0.map { point($0, frame) }) }.joined(separator: separator)
            + "]"
    }

    private static func flat(_ layout: BodyLayout, _ frame: Int, _ third: String = "0.5") -> String
    {
        points(layout, ",", { $0.map { "\($0.x),\($0.y),\(third)" } ?? "0,0,0" }, frame)
    }

    static let tfjs = frames { frame in
        let points = list { part in
            let point = point(part, frame)
            return #"{"y":\#(point.y),"x":\#(point.x),"score":0.5,"name":"\#(part.snakeCase)"}"#
        }
        return #"[{"keypoints":\#(points),"score":0.5}]"#
    }

    static let blazePose = frames { frame in
        let points = points(
            .blazePose33, ",",
            { "{\"x\":\($0?.x ?? 7),\"y\":\($0?.y ?? 7),\"z\":0,\"score\":0.5}" }, frame)
        return #"[{"score":0.5,"keypoints":\#(points),"keypoints3D":[]}]"#
    }

    static let poseNet = frames { frame in
        let points = list { part in
            ClipText.keypoint(
                part.name, x: point(part, frame).x, y: point(part, frame).y, score: 0.5)
        }
        return #"{"score":0.5,"keypoints":\#(points)}"#
    }

    static func openPose(_ layout: BodyLayout, _ frame: Int, person: String = "") -> String {
        """
        {"version":1.3,"people":[{"person_id":[-1],"pose_keypoints_2d":\(flat(layout, frame)),\
        "face_keypoints_2d":[]}\(person)]}
        """
    }

    static let coco = """
        {"info":{},"images":[
        {"id":7,"file_name":"a_1.png","width":512,"height":256},
        {"id":3,"file_name":"a_2.png","width":512,"height":256}],
        "annotations":[
        {"id":1,"image_id":7,"category_id":1,"keypoints":\(flat(.coco17, 0, "1"))},
        {"id":2,"image_id":3,"category_id":1,"keypoints":\(flat(.coco17, 1, "1"))}]}
        """

    static let cocoResults = frames { frame in
        #"{"image_id":\#(frame + 5),"category_id":1,"score":0.5,"keypoints":\#(flat(.coco17, frame))}"#
    }

    static func alphaPose(_ layout: BodyLayout) -> String {
        frames { frame in
            """
            {"image_id":"\(frame).jpg","category_id":1,"keypoints":\(flat(layout, frame)),\
            "score":2.5,"box":[1,2,3,4],"idx":[1.0]}
            """
        }
    }

    static let mmPose = """
        {"meta_info":{"dataset_name":"coco"},"instance_info":\(frames { frame in
            let points = list { "[\(point($0, frame).x),\(point($0, frame).y)]" }
            return #"{"frame_id":\#(frame + 1),"instances":[{"keypoints":\#(points),"#
                + #""keypoint_scores":\#(list { _ in "0.5" }),"bbox_score":0.9}]}"#
        })}
        """

    /// Fractions of the picture's sides, which are powers of two.
    private static func landmarks(_ frame: Int) -> String {
        points(
            .blazePose33, ",",
            { point in
                let x = (point?.x ?? 7) / size.width
                let y = (point?.y ?? 7) / size.height
                return "{\"x\":\(x),\"y\":\(y),\"z\":0,\"visibility\":0.5}"
            }, frame)
    }

    static let mediaPipeTasks = frames { #"{"landmarks":[\#(landmarks($0))],"worldLandmarks":[]}"# }
    static let mediaPipeProtobuf = frames { #"{"landmark":\#(landmarks($0))}"# }
    static let mediaPipeHolistic = frames { #"{"poseLandmarks":\#(landmarks($0))}"# }
    static let mediaPipeLines = [0, 1].map { #"{"pose_landmarks":{"landmark":\#(landmarks($0))}}"# }
        .joined(separator: "\n")

    static let deepLabCut = {
        let parts = BodyPart.allCases
        func row(_ first: String, _ body: (BodyPart, Int) -> String) -> String {
            first + ","
                + parts.flatMap { part in (0..<3).map { body(part, $0) } }
                .joined(separator: ",")
        }
        var rows = [
            row("scorer") { _, _ in "DLC_resnet50" },
            row("bodyparts") { part, _ in part.snakeCase },
            row("coords") { _, index in ["x", "y", "likelihood"][index] },
        ]
        for frame in [0, 1] {
            rows.append(
                row("\(frame)") { part, index in
                    let point = point(part, frame)
                    return ["\(point.x)", "\(point.y)", "0.5"][index]
                })
        }
        return rows.joined(separator: "\n") + "\n"
    }()

    /// Every text format, with the name that it should be known by.
    static let all: [(format: String, text: String)] = [
        ("tfjs", tfjs), ("tfjs", blazePose), ("posenet", poseNet),
        ("openpose", "[" + [0, 1].map { openPose(.body25, $0) }.joined(separator: ",") + "]"),
        ("openpose", [0, 1].map { openPose(.coco18, $0) }.joined(separator: "\n")),
        ("coco", coco), ("coco-results", cocoResults), ("alphapose", alphaPose(.coco17)),
        ("alphapose", alphaPose(.halpe26)), ("mmpose", mmPose), ("mediapipe", mediaPipeTasks),
        ("mediapipe", mediaPipeProtobuf), ("mediapipe", mediaPipeHolistic),
        ("mediapipe", mediaPipeLines), ("deeplabcut", deepLabCut),
    ]
}

/// A recording as it comes out of its reader and the choice of a person.
func importClip(
    _ text: String, _ options: KeypointOptions = FormatSamples.options
) throws -> (clip: Clip, notes: [String]) {
    let source = try openText(Array(text.utf8), options)
    var remaining: any MotionSource = source
    var frames: [MotionFrame] = []
    while let frame = try remaining.next() { frames.append(frame) }
    let clip = Clip(
        framesPerSecond: source.header.framesPerSecond, size: source.header.size, frames: frames)
    return (clip, source.notes)
}

/// Opens a text that lies in memory.
func openText(
    _ bytes: [UInt8], _ options: KeypointOptions = FormatSamples.options
) throws -> any MotionSource {
    try KeypointImport.open(ByteStream(bytes: bytes, name: "sample"), options: options)
}
