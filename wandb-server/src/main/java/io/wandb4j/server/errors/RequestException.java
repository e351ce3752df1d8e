package io.wandb4j.server.errors;

/** A client asked for something that cannot be done; the message is for that client. */
public final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    private RequestException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** The request makes no sense: HTTP 400, or an ordinary GraphQL error under HTTP 200. */
    public static RequestException invalid(String message) {
        return new RequestException(Reason.INVALID, message);
    }

    /** What the request is about does not exist, where the protocol wants HTTP 404, also from GraphQL. */
    public static RequestException notFound(String message) {
        return new RequestException(Reason.NOT_FOUND, message);
    }

    /** The body is larger than the server takes: HTTP 413. */
    public static RequestException tooLarge(String message) {
        return new RequestException(Reason.TOO_LARGE, message);
    }

    /** Why the request was refused. */
    public Reason reason() {
        return reason;
    }

    /** Why a request was refused, and the HTTP status that says so. */
    public enum Reason {
        /** The request makes no sense. */
        INVALID(400),
        /** What it is about does not exist. */
        NOT_FOUND(404),
        /** The body is too large. */
        TOO_LARGE(413);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }
}
