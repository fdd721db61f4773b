import Glibc
import Pipelining
import Testing

@testable import PluginIsolation

@Suite struct ChannelTests {
    private let ours: Channel
    private let theirs: Channel

    init() throws {
        let ends = try #require(Channel.pair())
        ours = Channel(ends.ours)
        theirs = Channel(ends.theirs, takesDescriptors: true)
    }

    /// Long enough for any machine, and never waited for where all is well.
    private var soon: Deadline { Deadline(after: 60) }

    @Test func messagesComeWholeAndInOrder() throws {
        try ours.send(.apply, [1, 2, 3])
        try ours.send(.next, [])
        let first = try theirs.receive(by: soon)
        #expect(first.kind == .apply)
        #expect(Array(first.bytes) == [1, 2, 3])
        let second = try theirs.receive(by: soon)
        #expect(second.kind == .next)
        #expect(second.bytes.isEmpty)
    }

    @Test func longMessageComesWhole() throws {
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let (channel, deadline) = (UncheckedBox(ours), soon)
        #expect(DetachedThread.start { try? channel.value.send(.render, bytes, by: deadline) })
        let message = try theirs.receive(by: soon)
        let isSame = Array(message.bytes) == bytes
        #expect(isSame)
    }

    @Test func descriptorComesAlong() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        try ours.send(.encode, [9], carrying: ends[1])
        #expect(Array(try theirs.receive(by: soon).bytes) == [9])
        let passed = try #require(theirs.takeDescriptor())
        #expect(write(passed, [42], 1) == 1)
        close(passed)
        var byte: UInt8 = 0
        #expect(read(ends[0], &byte, 1) == 1)
        #expect(byte == 42)
        #expect(theirs.takeDescriptor() == nil)
    }

    @Test func whoSaysNothingIsLate() {
        #expect(throws: Channel.Failure.late) { _ = try theirs.receive(by: Deadline(after: 0)) }
    }

    @Test func whoListensNotIsLate() {
        let bytes = [UInt8](repeating: 0, count: 1 << 24)
        #expect(throws: Channel.Failure.late) {
            try ours.send(.apply, bytes, by: Deadline(after: 0))
        }
    }

    @Test func unknownKindIsNonsense() throws {
        send([0, 0, 0, 0, 0xFF, 0xFF, 0, 0])
        #expect(throws: Channel.Failure.nonsense) { _ = try theirs.receive(by: soon) }
    }

    @Test func lengthBeyondAllIsNonsense() {
        send([0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0])
        #expect(throws: Channel.Failure.nonsense) { _ = try theirs.receive(by: soon) }
    }

    @Test func halfAMessageIsNone() {
        send([200, 0, 0, 0, 1, 0, 0, 0, 5, 5])
        shutdown(ours.descriptor, Int32(SHUT_WR))
        #expect(throws: Channel.Failure.closed) { _ = try theirs.receive(by: soon) }
    }

    @Test func processThatHasEndedIsGoneThoughItsSocketIsNot() throws {
        let ends = try #require(Channel.pair())
        let channel = Channel(ends.ours) { true }
        defer { close(ends.theirs) }
        #expect(throws: Channel.Failure.closed) { _ = try channel.receive(by: soon) }
    }

    @Test func whatWasSaidBeforeTheEndIsHeard() throws {
        let ends = try #require(Channel.pair())
        let channel = Channel(ends.ours) { true }
        let other = Channel(ends.theirs)
        try other.send(.answer, [7])
        #expect(Array(try channel.receive(by: soon).bytes) == [7])
    }

    private func send(_ bytes: [UInt8]) {
        #expect(Glibc.send(ours.descriptor, bytes, bytes.count, 0) == bytes.count)
    }
}

/// Something that one thread alone uses after it was handed over.
private struct UncheckedBox<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}
