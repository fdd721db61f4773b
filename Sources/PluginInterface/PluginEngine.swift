import CPluginCalls
import CPoseAnimatePlugin
import PluginKit

/// The engine as one plug-in sees it.
package final class PluginEngine: @unchecked Sendable {
    // Immutable but for what the plug-in's calls do on their own threads.

    /// How much somebody should mind what a plug-in tells.
    package enum Level: UInt8, Sendable { case debug, info, warning, error }

    /// Takes what plug-ins tell people; called on any thread.
    package typealias Log = @Sendable (_ source: String, _ level: Level, _ message: String) -> Void

    /// The plug-in's file or name.
    package let source: String
    let log: Log
    private let memory = ForeignMemory()
    private var host: UnsafeMutablePointer<pa_host>

    package init(source: String, engineVersion: String, log: @escaping Log) {
        self.source = source
        self.log = log
        host = memory.value(pa_host())
        host.pointee.size = MemoryLayout<pa_host>.size
        host.pointee.abi = .current
        host.pointee.name = memory.text("pose-animate")
        host.pointee.version = memory.text(engineVersion)
        host.pointee.data = Unmanaged.passUnretained(self).toOpaque()
        host.pointee.fail = { _, reason in pose_call_fail(reason) }
        host.pointee.log = { host, level, message in
            guard let data = host?.pointee.data, let message else { return }
            let engine = Unmanaged<PluginEngine>.fromOpaque(data).takeUnretainedValue()
            engine.log(engine.source, Level(level), String(cString: message))
        }
        host.pointee.get_extension = { _, _ in nil }
    }

    package var pointer: UnsafePointer<pa_host> { UnsafePointer(host) }

    /// Memory that lasts as long as the plug-in may be called.
    package func text(_ text: String) -> UnsafePointer<CChar> { memory.text(text) }
}

extension PluginEngine.Level {
    fileprivate init(_ level: Int32) {
        switch Int(level) {
        case ...Int(PA_LOG_DEBUG): self = .debug
        case Int(PA_LOG_INFO): self = .info
        case Int(PA_LOG_WARNING): self = .warning
        default: self = .error
        }
    }
}

extension pa_version {
    /// The interface that this engine has.
    package static let current = pa_version(
        major: UInt32(PA_ABI_MAJOR), minor: UInt32(PA_ABI_MINOR), patch: UInt32(PA_ABI_PATCH))

    /// "1.0"
    package var text: String { "\(major).\(minor)" }
}

/// Runs code of a plug-in's, which is named should it crash.
///
/// - Parameter whose: text that stays where it is.
package func calling<Result>(
    _ whose: UnsafePointer<CChar>, _ body: () -> Result
) -> Result {
    let before = pose_call_begin(whose)
    defer { _ = pose_call_end(before) }
    return body()
}

/// Notes why the call under way on this thread fails, for functions of the engine that plug-ins call.
package func noteFailure(_ reason: String) { pose_call_fail(reason) }

/// Why the call that has just failed on this thread did so, in the plug-in's words.
package func takeFailure() -> String? {
    pose_call_take_failure().map { text in
        String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
