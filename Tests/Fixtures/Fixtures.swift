import Foundation

/// The path of a file in `Tests/Fixtures`.
package func fixture(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: name).path
}
