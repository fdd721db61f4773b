import Foundation
import Testing

@testable import Microcontroller

@Suite struct DocumentationTests {
    /// `pose-animate device list` prints what belongs behind "Registers".
    @Test func committedTablesAreTheDevicesOwn() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Documentation/Microcontroller.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(text.hasSuffix(DeviceRegistry.builtIn.documentation + "\n"))
    }
}
