import Fixtures
import Inference
import ModelTools
import Storage
import Testing

/// What NumPy 2.4 wrote, and what others may write.
@Suite struct NumPyReadingTests {
    private let numbers = "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }"
    private let sixNumbers: [UInt8] = [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0]

    @Test func versionsDifferInTheHeadersCountOnly() throws {
        for version: [UInt8] in [[1, 0], [2, 0], [3, 0]] {
            let file = numPyFile(numbers + "   \n", data: sixNumbers, version: version)
            let array = try NumPyArray(decoding: file, path: "a.npy")
            #expect(array.type == .int16)
            #expect(array.shape == [2, 3])
            #expect(array.values(as: Int16.self) == [0, 1, 2, 3, 4, 5])
            #expect(array.values(as: UInt16.self) == nil)
        }
    }

    /// `np.save` of `np.asfortranarray(np.arange(6, dtype=np.int16).reshape(2, 3))`.
    @Test func fortranOrderIsRearranged() throws {
        let file = numPyFile(
            "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }\n",
            data: [0, 0, 3, 0, 1, 0, 4, 0, 2, 0, 5, 0])
        let array = try NumPyArray(decoding: file, path: "a.npy")
        #expect(array.values(as: Int16.self) == [0, 1, 2, 3, 4, 5])
    }

    @Test func fortranOrderOfThreeAxes() throws {
        // Element (i, j, k) of a shape of 2, 3, 4 holds 100i + 10j + k.
        var data: [UInt8] = []
        for k in 0..<4 {
            for j in 0..<3 { for i in 0..<2 { data.append(UInt8(100 * i + 10 * j + k)) } }
        }
        let file = numPyFile(
            "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }\n", data: data)
        let values = try NumPyArray(decoding: file, path: "a.npy").values(as: UInt8.self)
        #expect(values?[(1 * 3 + 2) * 4 + 3] == 123)
        #expect(values?[(0 * 3 + 1) * 4 + 2] == 12)
        #expect(values?[(1 * 3 + 0) * 4 + 1] == 101)
    }

    @Test(arguments: [
        "{\"shape\":(6,),\"descr\":\"<i2\",\"fortran_order\":False}",
        "{'descr': '<i2', 'fortran_order': False, 'shape': (6L,), }",
        " { 'descr' : '=i2' , 'fortran_order' : True , 'shape' : ( 6 ) } \n",
    ])
    func otherSpellingsOfTheSameHeader(header: String) throws {
        let array = try NumPyArray(decoding: numPyFile(header, data: sixNumbers), path: "a.npy")
        #expect(array.shape == [6])
        #expect(array.values(as: Int16.self) == [0, 1, 2, 3, 4, 5])
    }

    @Test func gzipIsUnpacked() throws {
        let folder = try TemporaryFolder()
        var output = try OutputFile(path: folder.file("a.npy.gz"))
        try output.write(numPyFile(numbers, data: sixNumbers))
        try output.commit()
        #expect(try NumPyArray(contentsOf: folder.file("a.npy.gz")).shape == [2, 3])
    }

    // MARK: - Damage

    @Test(arguments: [
        ("", "key"),
        ("{}", "lacks"),
        ("{'descr': '<f4', 'fortran_order': False}", "lacks"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'more': 1}", "'more'"),
        ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", "'descr'"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': ()} x", "more follows"),
        ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': ()}", "True or False"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "number"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", "number"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (3037000500, 3037000500)}", "large"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)}", "')'"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': [1]}", "'('"),
        ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,", "number"),
        ("{'descr': '<f4", "does not end"),
        ("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': ()}", "structures"),
        ("{'descr': '>f4', 'fortran_order': False, 'shape': ()}", "'>f4'"),
        ("{'descr': '|O', 'fortran_order': False, 'shape': ()}", "'|O'"),
        ("{'descr': '<U3', 'fortran_order': False, 'shape': ()}", "'<U3'"),
        ("{'descr': '', 'fortran_order': False, 'shape': ()}", "''"),
    ])
    func badHeaderIsOneLine(header: String, word: String) {
        #expect {
            try NumPyArray(decoding: numPyFile(header, data: [0, 0, 0, 0]), path: "a.npy")
        } throws: { error in
            guard let error = error as? StorageError else { return false }
            // An empty header lacks its brace.
            return error.kind == .badData && error.path == "a.npy"
                && (error.message.contains(word) || header.isEmpty)
        }
    }

    @Test(arguments: [
        [], Array("PK".utf8), Array("\u{93}NUMPY".utf8), [0x93] + Array("NUMPY".utf8),
        [0x93] + Array("NUMPY".utf8) + [1, 0, 1], [0x93] + Array("NUMPY".utf8) + [9, 0, 1, 1],
        [0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255], numPyFile("{}", length: 3),
        numPyFile("{}", version: [3, 0], length: 1 << 31),
    ])
    func badFrameIsRefused(file: [UInt8]) {
        #expect(throws: StorageError.self) { try NumPyArray(decoding: file, path: "a.npy") }
    }

    @Test func elementsMustFillTheShape() {
        for data in [[], [UInt8](repeating: 0, count: 11), [UInt8](repeating: 0, count: 13)] {
            #expect {
                try NumPyArray(decoding: numPyFile(numbers, data: data), path: "a.npy")
            } throws: { "\($0)".contains("takes 12 bytes, but \(data.count) follow") }
        }
    }

    @Test func truthValuesAreZeroOrOne() {
        let header = "{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }"
        #expect {
            try NumPyArray(decoding: numPyFile(header, data: [1, 7]), path: "a.npy")
        } throws: { "\($0)".contains("a truth value is 7") }
    }

    /// Every byte changed, every length: an error or an array, never a trap.
    @Test func damageAnywhereIsSurvived() {
        let sound = numPyFile(numbers, data: sixNumbers)
        for position in sound.indices {
            for value: UInt8 in [0, 0x27, 0x28, 0x7F, 0x80, 0xFF] {
                var file = sound
                file[position] = value
                _ = try? NumPyArray(decoding: file, path: "a.npy")
            }
            #expect(throws: StorageError.self) {
                try NumPyArray(decoding: Array(sound[..<position]), path: "a.npy")
            }
        }
    }

    @Test func missingFile() {
        #expect {
            try NumPyArray(contentsOf: "/nowhere/a.npy")
        } throws: { ($0 as? StorageError)?.kind == .noInput }
    }
}
