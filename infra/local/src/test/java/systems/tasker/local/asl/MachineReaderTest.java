package systems.tasker.local.asl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import systems.tasker.asl.Jsonata;
import systems.tasker.asl.State;
import systems.tasker.asl.StateMachineWriter;

/** What is read, and what is refused, with the sentence that says so. */
final class MachineReaderTest {
    private static Machine read(String json) {
        return Machine.read("m", json.replace('\'', '"'));
    }

    /** A machine of one state, given its fields. */
    private static String refusal(String fields) {
        return refusalOf(
                "{'QueryLanguage':'JSONata','StartAt':'A','States':{'A':{" + fields + "}}}");
    }

    private static String refusalOf(String machine) {
        return String.valueOf(assertThrows(InvalidMachine.class, () -> read(machine)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        'Type':'Map','End':true                                           | is a "Map", which is not supported
        'Type':'Pass'                                                     | needs either "Next" or "End"
        'Type':'Pass','End':false                                         | needs either "Next" or "End"
        'Type':'Pass','End':true,'Next':'A'                               | needs either "Next" or "End"
        'Type':'Pass','End':true,'Result':1                               | has the field "Result", which is not supported
        'Type':'Pass','End':true,'QueryLanguage':'JSONPath'               | is not written in JSONata, the only language supported
        'Type':'Pass','End':true,'Output':'{% 1'                          | has half of an expression's delimiters in "Output"
        'Type':'Pass','End':true,'Assign':{'states':1}                    | assigns to "states", which is no variable
        'Type':'Pass','End':true,'Assign':{'a-b':1}                       | assigns to "a-b", which is no variable
        'Type':'Succeed','Next':'A'                                       | has the field "Next", which is not supported
        'Type':'Fail','Error':1                                           | has a "Error" that is neither a string nor an expression
        'Type':'Fail','ErrorPath':'$.e'                                   | has the field "ErrorPath", which is not supported
        'Type':'Wait','End':true                                          | needs either "Seconds" or "Timestamp"
        'Type':'Wait','End':true,'Seconds':-1                             | has a "Seconds" that is not an integer from 0
        'Type':'Wait','End':true,'Seconds':'5'                            | has "Seconds" that are neither a number nor an expression
        'Type':'Wait','End':true,'Timestamp':'tomorrow'                   | has a "Timestamp" that is no date and time with an offset
        'Type':'Choice','Choices':[]                                      | has no "Choices"
        'Type':'Parallel','End':true,'Branches':[]                        | has no "Branches"
        'Type':'Task','End':true                                          | has no "Resource"
        'Type':'Task','End':true,'Resource':'arn:aws:states:::sqs:sendMessage' | has the "Resource" arn:aws:states:::sqs:sendMessage, which is not supported
        'Type':'Task','End':true,'Resource':'arn:aws:states:::lambda:invoke' | has no "FunctionName" in its "Arguments"
        'Type':'Task','End':true,'Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f','Qualifier':'1'} | has the argument "Qualifier", which is not supported
        'Type':'Task','End':true,'Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},'TimeoutSeconds':5,'HeartbeatSeconds':5 | has "HeartbeatSeconds" that are not below its "TimeoutSeconds"
        'Type':'Task','End':true,'Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},'TimeoutSeconds':0 | has a "TimeoutSeconds" that is not an integer from 1
        """)
    void whatIsNotSupportedIsRefusedByNameOfItsState(String fields, String saying) {
        assertEquals("State `A` " + saying.replace('"', '`'), refusal(fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        'Retry':[{'ErrorEquals':[]}]                               | State "A", "Retry[0]" has no "ErrorEquals"
        'Retry':[{'ErrorEquals':['States.ALL','X']}]               | State "A", "Retry[0]" names "States.ALL", which must stand alone and last
        'Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['X']}] | State "A", "Retry[0]" names "States.ALL", which must stand alone and last
        'Retry':[{'ErrorEquals':['X'],'BackoffRate':0.5}]          | State "A", "Retry[0]" has a "BackoffRate" that is not a number from 1
        'Retry':[{'ErrorEquals':['X'],'JitterStrategy':'HALF'}]    | State "A", "Retry[0]" has the unknown "JitterStrategy" HALF
        'Retry':[{'ErrorEquals':['X'],'Delay':1}]                  | State "A", "Retry[0]" has the field "Delay", which is not supported
        'Catch':[{'ErrorEquals':['X']}]                            | State "A", "Catch[0]" has no "Next"
        'Catch':[{'ErrorEquals':['X'],'Next':'B'}]                 | State "A" goes on to "B", which is no state beside it
        'Catch':[{'ErrorEquals':['X'],'Next':'A','ResultPath':'$'}] | State "A", "Catch[0]" has the field "ResultPath", which is not supported
        """)
    void retriersAndCatchersAreChecked(String fields, String message) {
        assertEquals(
                message.replace('"', '`'),
                refusal(
                        "'Type':'Task','End':true,'Resource':'arn:aws:states:::lambda:invoke','Arguments':{'FunctionName':'f'},"
                                + fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        []                                                          | The machine is not a JSON object
        {'StartAt':'A'}                                             | The machine has no "States"
        {'States':{'A':{'Type':'Succeed'}}}                         | The machine has no "StartAt"
        {'StartAt':'A','States':{'A':{'Type':'Succeed'}}}           | State "A" is not written in JSONata, the only language supported
        {'QueryLanguage':'JSONata','StartAt':'B','States':{'A':{'Type':'Succeed'}}} | The machine starts at "B", which is no state of it
        {'QueryLanguage':'JSONata','StartAt':'A','States':{'A':{'Type':'Succeed'},'B':{'Type':'Succeed'}}} | State "B" cannot be reached
        {'QueryLanguage':'JSONata','StartAt':'A','States':{'A':{'Type':'Pass','Next':'B'}}} | State "A" goes on to "B", which is no state beside it
        {'QueryLanguage':'JSONata','StartAt':'A','States':{'A':{}}} | State "A" has no "Type"
        {'QueryLanguage':'JSONata','StartAt':'A','States':{'A':1}}  | State "A" is not a JSON object
        {'QueryLanguage':'JSONata','Version':'2.0','StartAt':'A','States':{'A':{'Type':'Succeed'}}} | The machine has the "Version" 2.0: only 1.0 is supported
        {'QueryLanguage':'JSONata','TimeoutSeconds':0,'StartAt':'A','States':{'A':{'Type':'Succeed'}}} | The machine has a "TimeoutSeconds" that is not an integer from 1
        {'QueryLanguage':'JSONata','Query':0,'StartAt':'A','States':{'A':{'Type':'Succeed'}}} | The machine has the field "Query", which is not supported
        {'QueryLanguage':'JSONata','StartAt':'A','States':{'A':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'A','States':{'A':{'Type':'Succeed'}}}]}}} | State "A" occurs twice in the machine
        {'QueryLanguage':'JSONata','StartAt':'A','States':{'A':{'Type':'Parallel','Next':'B','Branches':[{'StartAt':'C','States':{'C':{'Type':'Pass','Next':'B'}}}]},'B':{'Type':'Succeed'}}} | State "C" goes on to "B", which is no state beside it
        """)
    void machinesAreChecked(String machine, String message) {
        assertEquals(message.replace('"', '`'), refusalOf(machine));
    }

    @Test
    void whatIsNoJsonIsSaidToBeSo() {
        assertEquals(
                "The machine is not JSON: The text is empty (line 1, column 1)", refusalOf(""));
    }

    @Test
    void anExpressionWithASyntaxErrorIsRefusedByItsField() {
        assertEquals(
                "State `A` has something else than JSONata in `Output/a[1]`: Unexpected end of"
                        + " expression",
                refusal("'Type':'Pass','End':true,'Output':{'a':[1,'{% 1 + %}']}"));
    }

    @Test
    void eachStateMaySayItsLanguageItself() {
        Machine machine =
                read(
                        "{'StartAt':'A','States':{'A':{'Type':'Pass','QueryLanguage':'JSONata','Output':'{% 1 %}','End':true}}}");

        State.Pass pass = (State.Pass) machine.definition().body().states().firstEntry().getValue();
        assertEquals(new Jsonata("1"), pass.output() == null ? null : pass.output().json());
    }

    @Test
    void whatWasReadIsWrittenAsItWas() {
        String json =
                """
                {"Comment":"c","QueryLanguage":"JSONata","TimeoutSeconds":9,"StartAt":"A","States":{\
                "A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f","Payload":{"x":"{% $states.input %}"}},\
                "TimeoutSeconds":60,"Retry":[{"ErrorEquals":["E"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":3,"BackoffRate":2,"MaxDelaySeconds":300,"JitterStrategy":"FULL"}],\
                "Catch":[{"ErrorEquals":["States.ALL"],"Output":{},"Next":"B"}],"Output":{},"Next":"B"},\
                "B":{"Type":"Parallel","Branches":[{"StartAt":"C","States":{"C":{"Type":"Wait","Seconds":"{% 1 %}","End":true}}}],"Next":"D"},\
                "D":{"Type":"Choice","Choices":[{"Condition":"{% true %}","Next":"E"}],"Default":"F"},\
                "E":{"Type":"Succeed"},"F":{"Type":"Fail","Error":"E","Cause":"{% 'c' %}"}}}""";

        assertEquals(json, StateMachineWriter.compact(Machine.read("m", json).definition()));
        assertEquals(
                List.of("A", "B", "D", "E", "F"),
                List.copyOf(Machine.read("m", json).definition().body().states().keySet()));
    }
}
