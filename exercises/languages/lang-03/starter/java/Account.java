import java.util.List;

/** The account of one guest. All amounts are whole cents. */
public class Account {

    public Account(String owner, long overdraft) {
        throw new UnsupportedOperationException("Account is yours to write");
    }

    public String owner() {
        throw new UnsupportedOperationException("owner is yours to write");
    }

    public long balance() {
        throw new UnsupportedOperationException("balance is yours to write");
    }

    public void deposit(long cents) {
        throw new UnsupportedOperationException("deposit is yours to write");
    }

    public void withdraw(long cents) {
        throw new UnsupportedOperationException("withdraw is yours to write");
    }

    public void transfer(long cents, Account other) {
        throw new UnsupportedOperationException("transfer is yours to write");
    }

    public List<Long> history() {
        throw new UnsupportedOperationException("history is yours to write");
    }
}
