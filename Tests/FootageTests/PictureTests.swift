import Fixtures
import Imaging
import Testing

@testable import Footage

@Suite struct PictureTests {
    private func color(_ picture: Picture, _ x: Int, _ y: Int) -> [Int] {
        let start = 3 * (y * picture.width + x)
        return picture.bytes[start..<start + 3].map(Int.init)
    }

    @Test(arguments: ["photograph.png", "photograph.webp"])
    func picturesAreReadToTheLastPixel(name: String) throws {
        let picture = try PictureFile.read(fixture("footage/\(name)"))
        #expect(picture.width == 48)
        #expect(picture.height == 32)
        #expect(color(picture, 0, 0) == [255, 0, 0])
        #expect(color(picture, 47, 0) == [0, 255, 0])
        #expect(color(picture, 0, 31) == [0, 0, 255])
        #expect(color(picture, 24, 16) == [100, 100, 100])
    }

    @Test func photographsAreTurnedAsTheirMetadataSay() throws {
        let picture = try PictureFile.read(fixture("footage/turned.jpg"))
        #expect(picture.width == 32)
        #expect(picture.height == 48)
        for (place, right) in [((0, 0), [0, 0, 255]), ((31, 0), [255, 0, 0])] {
            for (found, value) in zip(color(picture, place.0, place.1), right) {
                #expect(abs(found - value) < 6)
            }
        }
    }

    @Test func aStillIsFootageOfOnePicture() throws {
        let footage = try FootageInput.open(fixture("footage/photograph.png"))
        var picture = try Picture(width: 1, height: 1)
        #expect(footage.header == FootageHeader(width: 48, height: 32, frameCount: 1))
        #expect(try footage.next(into: &picture) == 0)
        #expect(try footage.next(into: &picture) == nil)
    }
}
