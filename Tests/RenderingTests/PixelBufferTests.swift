import Rendering
import Testing

@Suite struct PixelBufferTests {
    /// Also where the memory was another picture's.
    @Test(arguments: [(1, 1), (7, 5), (64, 64), (900, 700)])
    func picturesBeginClear(width: Int, height: Int) throws {
        for _ in 0..<5 {
            let picture = PixelBuffer(width: width, height: height)
            #expect(picture.bytes.count == 4 * width * height)
            #expect(picture.bytes.allSatisfy { $0 == 0 })
            let start = try #require(picture.bytes.baseAddress)
            #expect(Int(bitPattern: start) % 64 == 0)
            picture.bytes.initializeMemory(as: UInt8.self, repeating: 0xff)
        }
    }
}
