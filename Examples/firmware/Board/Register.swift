import _Volatile

/// A register of 8 bits in LiteX's control bus: a byte in the lowest of four.
struct Register8 {
    let address: UInt

    var value: UInt8 {
        get { VolatileMappedRegister<UInt8>(unsafeBitPattern: address).load() }
        nonmutating set {
            VolatileMappedRegister<UInt8>(unsafeBitPattern: address).store(newValue)
        }
    }
}

/// A register of a whole word.
struct Register32 {
    let address: UInt

    var value: UInt32 {
        get { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).load() }
        nonmutating set {
            VolatileMappedRegister<UInt32>(unsafeBitPattern: address).store(newValue)
        }
    }
}
