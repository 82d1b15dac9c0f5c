package systems.tasker.local.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Requests about tasks there are, and about what can be in the place of a name, id or number. */
final class RequestInputs implements Inputs<Request> {
    private static final List<String> NAMES =
            List.of(
                    "blog_examples",
                    "user_registration",
                    "every_format",
                    "blog_examples/",
                    "",
                    " ",
                    "/",
                    "..",
                    "../../etc/passwd",
                    "%00",
                    "%2e%2e",
                    "a/b",
                    "' OR 1=1 --",
                    "*",
                    "null",
                    "complete",
                    "in_progress",
                    "error",
                    "COMPLETE",
                    "0",
                    "-1",
                    "tests",
                    "00000000-0000-0000-0000-000000000000",
                    "0199b1c4-6f3a-7d2e-9a41-5b0c8e7f6d21",
                    "USER_REGISTRATION",
                    "x".repeat(100),
                    "x".repeat(10_000));
    private static final List<String> IDENTITIES =
            List.of(
                    "order-1",
                    "order-2",
                    "order-3",
                    "",
                    " ",
                    "\u0000",
                    "\ud800",
                    "i".repeat(5_000));

    private final ContextInputs contexts;
    private final List<String> ids;

    /** About tasks of these ids among others. */
    RequestInputs(ContextInputs contexts, List<String> ids) {
        this.contexts = contexts;
        this.ids = ids;
    }

    @Override
    public Request drawn(Draw draw) {
        return switch (draw.below(12)) {
            case 0 -> new Request.Show(id(draw));
            case 1 -> new Request.Retry(id(draw));
            case 2 ->
                    new Request.Search(
                            maybe(draw),
                            maybe(draw),
                            maybe(draw),
                            draw.one(1, 20, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case 3 -> new Request.StartOver(id(draw), step(draw), reason(draw));
            case 4 -> new Request.Cancel(id(draw), reason(draw));
            case 5 -> new Request.Resolve(id(draw), step(draw), contexts.drawn(draw), reason(draw));
            case 6 -> new Request.Skip(id(draw), step(draw), reason(draw));
            default ->
                    new Request.Create(
                            draw.usually(8, () -> "blog_examples", () -> name(draw)),
                            draw.usually(
                                    8,
                                    () -> draw.one("user_registration", "every_format"),
                                    () -> name(draw)),
                            contexts.drawn(draw),
                            draw.oneIn(2) ? Optional.empty() : Optional.of(draw.one(IDENTITIES)),
                            draw.oneIn(8) ? List.of(step(draw)) : List.of());
        };
    }

    private String id(Draw draw) {
        return draw.oneIn(2) ? draw.one(ids) : name(draw);
    }

    private static String step(Draw draw) {
        return draw.usually(4, () -> draw.one("step", "send_welcome_sequence"), () -> name(draw));
    }

    private static String reason(Draw draw) {
        return draw.usually(4, () -> "by hand", () -> name(draw));
    }

    private Optional<String> maybe(Draw draw) {
        return draw.oneIn(2) ? Optional.empty() : Optional.of(name(draw));
    }

    private static String name(Draw draw) {
        return Mutations.mutated(draw.one(NAMES), NAMES, draw);
    }

    @Override
    public int size(Request request) {
        return switch (request) {
            case Request.Create create ->
                    create.context().length
                            + create.namespace().length()
                            + create.name().length()
                            + create.identity().orElse("").length();
            case Request.Show show -> show.id().length();
            case Request.Retry retry -> retry.id().length();
            case Request.StartOver over ->
                    over.id().length() + over.step().length() + over.reason().length();
            case Request.Cancel cancel -> cancel.id().length() + cancel.reason().length();
            case Request.Resolve resolve ->
                    resolve.id().length()
                            + resolve.step().length()
                            + resolve.results().length
                            + resolve.reason().length();
            case Request.Skip skip ->
                    skip.id().length() + skip.step().length() + skip.reason().length();
            case Request.Search search ->
                    search.namespace().orElse("").length()
                            + search.name().orElse("").length()
                            + search.status().orElse("").length();
        };
    }

    @Override
    public String shown(Request request) {
        return request instanceof Request.Create create
                ? BytesInputs.visible(
                        "Create[namespace=%s, name=%s, identity=%s, bypassed=%s]%n"
                                        .formatted(
                                                create.namespace(),
                                                create.name(),
                                                create.identity(),
                                                create.bypassed())
                                + contexts.shown(create.context()))
                : BytesInputs.visible(request.toString());
    }

    /** By its context; names tell what they are as they are. */
    @Override
    public Request smallest(Request request, Predicate<Request> same) {
        return request instanceof Request.Create create
                ? with(
                        create,
                        contexts.smallest(
                                create.context(), fewer -> same.test(with(create, fewer))))
                : request;
    }

    private static Request with(Request.Create create, byte[] context) {
        return new Request.Create(
                create.namespace(), create.name(), context, create.identity(), create.bypassed());
    }
}
