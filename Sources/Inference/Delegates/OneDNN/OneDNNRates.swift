#if OneDNN
    import CVectorKernels

    /// What estimates are made of: operations or bytes a nanosecond on one thread, on the scale of
    /// `VectorRates`.
    struct OneDNNRates: Sendable {
        var product: Double
        var depthwise: Double
        /// Nil where the library's 8-bit products are not exact: without VNNI it halves weights, or
        /// sums pairs of products in 16 bits, which saturate.
        var quantizedProduct: Double?
        var quantizedDepthwise: Double
        var bytes = 10.0
        /// What a step costs besides, in nanoseconds.
        var overhead = 600.0
        /// What an operation costs before its first run, and each byte of its weights, in nanoseconds.
        var compilation = 600_000.0
        var packing = 1.0
        /// What it costs to load the library and make its first operation.
        var opening = 10_000_000.0
        /// The runs over which all that is spread: three seconds of video.
        var runs = 100.0

        static func estimated(_ level: pose_vector_level) -> OneDNNRates {
            switch level {
            // Where our 8-bit kernels run, the library's are no faster and not as exact.
            case POSE_VECTOR_AVX512_VNNI, POSE_VECTOR_AVX512, POSE_VECTOR_AVX2:
                OneDNNRates(
                    product: 88, depthwise: 43, quantizedProduct: nil, quantizedDepthwise: 0)
            default:
                // Not measured: the library's code for other processors is mostly portable.
                OneDNNRates(product: 4, depthwise: 1, quantizedProduct: nil, quantizedDepthwise: 0)
            }
        }

        /// Estimates below all others, for who asks for this delegate.
        static func preferred(_ level: pose_vector_level) -> OneDNNRates {
            var rates = estimated(level)
            if level == POSE_VECTOR_AVX512_VNNI {
                rates.quantizedProduct = 260
                rates.quantizedDepthwise = 42
            }
            rates.overhead = 0
            rates.compilation = 0
            rates.packing = 0
            return rates
        }

        /// The estimate of a step, with its share of what comes before the first run.
        ///
        /// - Parameters:
        ///   - work: operations or bytes, as the rate counts.
        ///   - inputBytes: what is read besides weights, where the rate counts operations.
        func cost(
            _ work: Int, at rate: Double, inputBytes: Int = 0, weightBytes: Int = 0
        ) -> Double {
            let before = compilation + packing * Double(weightBytes)
            return overhead + Double(work) / rate + Double(inputBytes) / bytes / 4 + before / runs
        }
    }
#endif
