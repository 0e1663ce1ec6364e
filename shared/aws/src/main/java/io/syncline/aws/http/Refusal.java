package io.syncline.aws.http;

/** Ends the handling of a request with a problem document. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public static Refusal of(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail));
    }

    /** A member or parameter that is wrong. */
    public static Refusal invalid(String field, String detail) {
        return new Refusal(Problem.invalid(field, detail));
    }

    public Problem problem() {
        return problem;
    }
}
