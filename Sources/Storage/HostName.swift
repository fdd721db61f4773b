import Glibc

/// The name of this machine among those that share its files.
public enum HostName {
    public static let current: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "host" }
        let name = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        // It becomes a part of files' names.
        return String(decoding: name, as: UTF8.self).replacing("/", with: "_")
    }()
}
