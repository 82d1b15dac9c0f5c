package systems.tasker.compiler.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class EscapingTest {
    private static final List<String> NAMES =
            List.of(
                    "<script>alert('1')</script>",
                    "a & b \"quoted\" 'single' `tick`",
                    "🚀 lift off 👩‍🚀",
                    "חשבונית חדשה",
                    "顧客データの取得",
                    "]]> --> %% ; # end",
                    "1. list",
                    "__init__",
                    "create_user_account");

    private static Graph graph() {
        List<Node> nodes =
                NAMES.stream()
                        .map(
                                name ->
                                        new Node(
                                                name,
                                                name,
                                                Node.Kind.STEP,
                                                Optional.of("<" + name + ">"),
                                                Optional.of(Node.Status.ERROR)))
                        .toList();
        return new Graph("<title> & \"co\"", "\u0000 and \uD800 are no XML", nodes, List.of());
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void anyTextGivesWellFormedXmlThatHoldsIt() throws Exception {
        Document document = parsed(Drawing.svg(graph()));
        NodeList titles = document.getElementsByTagName("title");
        assertEquals("<title> & \"co\"", titles.item(0).getTextContent());
        for (int i = 0; i < NAMES.size(); i++) {
            assertEquals(NAMES.get(i) + ": error", titles.item(i + 1).getTextContent());
            Element group = (Element) titles.item(i + 1).getParentNode();
            assertEquals(NAMES.get(i), group.getAttribute("data-step"));
        }
        assertEquals(0, document.getElementsByTagName("script").getLength());
        assertEquals(
                "\uFFFD and \uFFFD are no XML",
                document.getElementsByTagName("desc").item(0).getTextContent());
        assertEquals("img", document.getDocumentElement().getAttribute("role"));
    }

    @Test
    void aStatusIsSeenWithoutColour() throws Exception {
        for (Node.Status status : Node.Status.values()) {
            Node node = new Node("a", "a", Node.Kind.STEP, Optional.empty(), Optional.of(status));
            String svg = Drawing.svg(new Graph("", "", List.of(node), List.of()));
            parsed(svg);
            assertTrue(svg.contains("class=\"mark\""), status.name());
        }
    }

    @Test
    void mermaidSeesNothingOfItsOwnInANode() {
        assertEquals("create_user_account", Mermaid.escaped("create_user_account"));
        assertEquals("#95;#95;init#95;#95;", Mermaid.escaped("__init__"));
        assertEquals("1#46; list", Mermaid.escaped("1. list"));
        assertEquals("#60;b#62; #34;q#34; #35;#59;", Mermaid.escaped("<b> \"q\" #;"));
        assertEquals("🚀 חשבונית", Mermaid.escaped("🚀 חשבונית"));
        for (String name : NAMES) {
            assertFalse(
                    Pattern.compile("[<>\"'`\\[\\]{}()&|%]").matcher(Mermaid.escaped(name)).find(),
                    name);
        }
    }

    @Test
    void everyClassInASvgIsKnownToItsStyleSheet() {
        Set<String> used = new TreeSet<>();
        Pattern.compile("class=\"([a-z_]+)(?: ([a-z_]+))?\"")
                .matcher(Drawing.svg(graph()))
                .results()
                .forEach(
                        found -> {
                            used.add(found.group(1));
                            used.add(String.valueOf(found.group(2)));
                        });
        used.removeAll(Set.of("tasker", "step", "null"));
        for (String name : used) {
            assertTrue(Style.CSS.contains("." + name), name);
        }
    }

    @Test
    void aNameTooLongForItsBoxIsBrokenAtASeparatorAndThenShortened() {
        assertEquals(
                List.of("transform_customer_", "metrics_daily"),
                Label.lines("transform_customer_metrics_daily", 160));
        List<String> lines = Label.lines("x".repeat(80), 160);
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().endsWith("…"), lines.getFirst());
        for (String name : NAMES) {
            for (String line : Label.lines(name, 60)) {
                assertTrue(TextWidth.of(line, Label.SIZE) <= 60, line);
            }
        }
    }

    @Test
    void anEmojiOfSeveralCodePointsIsNotCutApart() {
        String family = "👩‍🚀".repeat(12);
        String shortened = Label.shortened(family, Label.SIZE, 90);
        String kept = shortened.substring(0, shortened.length() - 1);
        assertEquals(0, kept.length() % "👩‍🚀".length(), shortened);
    }
}
