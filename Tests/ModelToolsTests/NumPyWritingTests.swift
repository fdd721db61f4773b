import Fixtures
import Inference
import ModelTools
import Testing

/// The bytes that NumPy 2.4's `save` gives.
@Suite struct NumPyWritingTests {
    private func golden(_ header: String, _ data: [UInt8]) -> [UInt8] {
        let text = Array(header.utf8)
        return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + text
            + [UInt8](repeating: 0x20, count: 117 - text.count) + [0x0A] + data
    }

    @Test func goldenBytes() throws {
        #expect(
            try NumPyArray([1, -2.5] as [Float], shape: [1, 2]).encoded
                == golden(
                    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }",
                    [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0]))
        #expect(
            try NumPyArray([7] as [Int64], shape: []).encoded
                == golden(
                    "{'descr': '<i8', 'fortran_order': False, 'shape': (), }",
                    [7, 0, 0, 0, 0, 0, 0, 0]))
        #expect(
            try NumPyArray([true, false, true], shape: [3]).encoded
                == golden(
                    "{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", [1, 0, 1]))
        #expect(
            try NumPyArray([] as [UInt8], shape: [0, 3]).encoded
                == golden("{'descr': '|u1', 'fortran_order': False, 'shape': (0, 3), }", []))
    }

    @Test func everyTypeReturnsAsItWas() throws {
        func check<Element: TensorElement & Equatable>(_ values: [Element]) throws {
            let array = try NumPyArray(values, shape: Shape([values.count, 1]))
            let again = try NumPyArray(decoding: array.encoded, path: "a.npy")
            #expect(again == array)
            #expect(again.values(as: Element.self) == values)
        }
        try check([Float.infinity, -0.0, .leastNonzeroMagnitude])
        try check([Double.pi, .greatestFiniteMagnitude])
        try check([Int8.min, 0, .max])
        try check([UInt8.min, .max])
        try check([Int16.min, .max])
        try check([UInt16.max])
        try check([Int32.min, .max])
        try check([UInt32.max])
        try check([Int64.min, .max])
        try check([UInt64.max])
        try check([true, false])
        for (type, size) in [(ElementType.float16, 2), (.complex64, 8), (.complex128, 16)] {
            let array = try NumPyArray(
                type: type, shape: [3], bytes: (0..<UInt8(3 * size)).map { $0 &* 37 })
            #expect(try NumPyArray(decoding: array.encoded, path: "a.npy") == array)
        }
    }

    /// Two bytes count a header up to 65535; beyond, version 2.0 has four.
    @Test func longHeadersTakeVersionTwo() throws {
        for (rank, version) in [(21_000, UInt8(1)), (22_000, 2)] {
            let shape = try Shape([Int](repeating: 1, count: rank))
            let array = try NumPyArray([5] as [UInt8], shape: shape)
            #expect(array.encoded[6] == version)
            #expect((array.encoded.count - 1).isMultiple(of: 64))
            #expect(try NumPyArray(decoding: array.encoded, path: "a.npy") == array)
        }
    }

    @Test func whatNumPyCannotHoldIsRefused() {
        #expect(throws: InferenceError.self) {
            try NumPyArray(type: .bfloat16, shape: [1], bytes: [0, 0])
        }
        #expect(throws: InferenceError.self) {
            try NumPyArray(type: .string, shape: [0], bytes: [])
        }
        #expect(throws: InferenceError.self) { try NumPyArray([1] as [Float], shape: [2]) }
    }

    @Test func filesAreWrittenAsideAndRenamed() throws {
        let folder = try TemporaryFolder()
        let array = try NumPyArray([1, 2] as [Int32], shape: [2])
        try array.write(to: folder.file("a.npy"))
        #expect(folder.bytes("a.npy") == array.encoded)
        #expect(folder.names() == ["a.npy"])
    }
}
