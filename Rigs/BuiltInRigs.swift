/// The rigs that ship with the engine, as the YAML texts of this folder, built into the library so
/// that a program finds them wherever it is installed.
public enum BuiltInRigs {
    /// Names, largest rig first: the order in which they are tried on a character.
    public static let names = ["pose-animator", "face", "body"]

    /// The YAML text of a rig; nil when there is none of that name.
    public static func text(named name: String) -> String? {
        switch name {
        case "pose-animator": String(decoding: PackageResources.pose_animator_yaml, as: UTF8.self)
        case "face": String(decoding: PackageResources.face_yaml, as: UTF8.self)
        case "body": String(decoding: PackageResources.body_yaml, as: UTF8.self)
        default: nil
        }
    }
}
