import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Asks the solution everything that is in questions.txt: a total and the amounts on each line. */
class Run {
    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of("questions.txt"))) {
            int[] numbers = Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
            int[] amounts = Arrays.copyOfRange(numbers, 1, numbers.length);
            System.out.println(Arrays.toString(TwoSum.twoSum(amounts, numbers[0])));
        }
    }
}
