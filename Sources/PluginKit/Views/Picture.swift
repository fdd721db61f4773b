import CPoseAnimatePlugin

/// One picture in memory of the engine's: premultiplied BGRA, 8 bits a channel, sRGB, rows from the top.
///
/// It is valid only during the call that it is given to.
public struct Picture {
    private let picture: pa_picture

    package init(_ picture: UnsafePointer<pa_picture>) { self.picture = picture.pointee }

    public var width: Int { Int(picture.width) }
    public var height: Int { Int(picture.height) }
    /// The engine's own, for stages of its own.
    package var hostData: UnsafeRawPointer? { picture.host_data }
    /// Bytes from one row to the next.
    public var stride: Int { picture.stride }
    /// `stride * height` bytes.
    public var pixels: UnsafeMutableBufferPointer<UInt8> {
        UnsafeMutableBufferPointer(start: picture.pixels, count: stride * height)
    }
}

/// Something of the engine's that takes bytes.
///
/// It is valid only during the call that it is given to.
public struct Output {
    private let output: UnsafePointer<pa_output>

    package init(_ output: UnsafePointer<pa_output>) { self.output = output }

    /// - Throws: what a stage passes on, when the bytes cannot be written.
    public func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes(write) }

    /// - Throws: what a stage passes on, when the bytes cannot be written.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        let status = output.pointee.write?(output, bytes.baseAddress, bytes.count)
        guard let status, status == PA_OK else {
            throw EngineRefusal(status: status ?? pa_status(PA_FAULT))
        }
    }
}
