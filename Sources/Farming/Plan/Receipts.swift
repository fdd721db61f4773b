import Glibc
import Storage
import Yams

/// What has become of tasks, a small file each, written by the machine that did it.
///
/// Files and not a farm's own accounting: they are there on every farm, and they outlive it.
public struct Receipts: Sendable {
    /// How a task ended.
    public struct Receipt: Sendable, Equatable {
        /// 0, or a code of sysexits.h.
        public var status: Int32
        /// The first thing that went wrong.
        public var message: String
        /// The machine.
        public var host: String

        public init(status: Int32, message: String, host: String = HostName.current) {
            self.status = status
            self.message = message
            self.host = host
        }

        /// Whether another machine, or another time, may do better: it was no fault of the input.
        public var isWorthRepeating: Bool {
            // EX_UNAVAILABLE, EX_SOFTWARE, EX_CANTCREAT, EX_IOERR, and what signals ended.
            [69, 70, 73, 74].contains(status) || status > 128
        }
    }

    private let folder: String

    /// - Parameter folder: made where it is missing.
    public init(folder: String) throws(FarmError) {
        self.folder = folder
        do {
            try Directory.create(folder)
        } catch {
            throw FarmError(.cannotCreate, source: error.path, error.message)
        }
    }

    private func path(_ task: Int) -> String { "\(folder)/\(task).json" }

    public func write(_ receipt: Receipt, of task: Int) throws(FarmError) {
        let text = JSONValue.object([
            ("task", .integer(task)), ("status", .integer(Int(receipt.status))),
            ("host", .string(receipt.host)), ("message", .string(receipt.message)),
        ]).text
        do throws(StorageError) {
            let file = try AtomicFile(path: path(task))
            try file.write(Array((text + "\n").utf8))
            try file.commit()
        } catch {
            throw FarmError(.inputOutput, source: error.path, error.message)
        }
    }

    /// - Returns: nil when the task has not ended, or its machine was lost.
    public func read(_ task: Int) -> Receipt? {
        guard let bytes = try? InputFile.read(path(task), limit: 1 << 20),
            let node = try? Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)),
            let status = node["status"]?.int, node["task"]?.int == task
        else { return nil }
        return Receipt(
            status: Int32(truncatingIfNeeded: status),
            message: node["message"]?.scalar?.string ?? "",
            host: node["host"]?.scalar?.string ?? "")
    }

    public func isDone(_ task: Int) -> Bool { read(task)?.status == 0 }

    /// How many tasks have ended.
    public var count: Int {
        ((try? Directory.names(in: folder)) ?? []).count { !$0.hasPrefix(".") }
    }

    /// Takes all receipts away: another plan begins.
    public func removeAll() throws(FarmError) {
        do {
            for name in try Directory.names(in: folder) { unlink(folder + "/" + name) }
        } catch {
            throw FarmError(.inputOutput, source: error.path, error.message)
        }
    }

    /// Takes a receipt away: the task is to be done again.
    public func remove(_ task: Int) { unlink(path(task)) }
}
