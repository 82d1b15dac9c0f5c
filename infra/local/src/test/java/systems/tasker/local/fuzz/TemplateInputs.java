package systems.tasker.local.fuzz;

import java.util.List;

/**
 * Task templates: half of them written by the grammar of the language, with something odd in one
 * place or the other, half of them those of the project; then some accidents.
 */
final class TemplateInputs extends BytesInputs {
    private final List<String> known;

    /** Some are made from these texts. */
    TemplateInputs(List<String> known) {
        this.known = known;
    }

    @Override
    public byte[] drawn(Draw draw) {
        String text = text(draw);
        return Mutations.bytes(Mutations.mutated(text, TemplateGrammar.WORDS, draw), draw);
    }

    private String text(Draw draw) {
        return switch (draw.below(8)) {
            case 0, 1, 2 -> draw.one(known);
            case 3 -> {
                String one = draw.one(known);
                String other = draw.one(known);
                yield one.substring(0, draw.below(one.length() + 1))
                        + other.substring(draw.below(other.length() + 1));
            }
            default -> new TemplateGrammar(draw).text();
        };
    }
}
