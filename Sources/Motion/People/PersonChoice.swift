/// Which of several people is followed.
public enum PersonChoice: Sendable, Equatable {
    /// Who comes into view as the n-th, counted from 0; of several at once, by rising number.
    case place(Int)
    /// Who is there in most frames; of several, the largest.
    case longest
    /// Who is largest on average.
    case largest
    /// The person of that number.
    case number(Int)

    /// Who is seen first.
    public static let first = PersonChoice.place(0)
}
