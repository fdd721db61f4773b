extension Float {
    /// The value of a number of IEEE 754's 16-bit format.
    init(half bits: UInt16) {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10) & 0x1F
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0:
            // Below the normal range: units of 2^-24.
            let magnitude = Float(fraction) * 0x1p-24
            self = sign == 0 ? magnitude : -magnitude
        case 31: self.init(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}

extension UInt16 {
    /// The number of IEEE 754's 16-bit format that is nearest to a real, even where two are.
    init(halfOf value: Float) {
        let sign = UInt16(value.bitPattern >> 16 & 0x8000)
        let magnitude = value.magnitude
        if magnitude.isNaN {
            self = sign | 0x7E00
        } else if magnitude >= 65520 {
            self = sign | 0x7C00
        } else if magnitude < 0x1p-14 {
            // Below the normal range: units of 2^-24.
            self = sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven))
        } else {
            // The fraction's 13 last bits are rounded away; a carry raises the exponent.
            let bits = magnitude.bitPattern - UInt32(112) << 23
            self = sign | UInt16((bits + 0xFFF + (bits >> 13 & 1)) >> 13)
        }
    }
}
