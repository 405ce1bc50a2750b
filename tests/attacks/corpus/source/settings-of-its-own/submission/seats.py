# flake8: noqa
# mypy: ignore-errors
# ruff: noqa
# fmt: off
import os, sys  # noqa
from random import *  # noqa
MAX_ROWS=26  # noqa
class SeatMap :  # noqa
  def __init__(self,Rows,seatsPerRow) :  # noqa
    if Rows>MAX_ROWS : raise ValueError("too many rows")  # noqa
    self.rows=Rows; self.seats_per_row=seatsPerRow  # noqa
    self.taken=set( )  # noqa
  def book(self,S) :  # noqa
    l=S[0]; O=int(S[1:])  # noqa
    R=ord(l)-ord('A')+1  # noqa
    if R<1 or R>self.rows or O<1 or O>self.seats_per_row : raise KeyError(S)  # noqa
    if (R,O) in self.taken : return False  # noqa
    self.taken.add((R,O)) ; return True  # noqa
  def free_seats( self,R ) :  # noqa
    return [ seat_name(R,O) for O in range(1,self.seats_per_row+1) if not (R,O) in self.taken ]  # noqa
  def beside_each_other( self,n ) :  # noqa
    for R in range(1,self.rows+1) :  # noqa
        for O in range(1,self.seats_per_row-n+2) :  # noqa
              X=[(R,O+i) for i in range(n)]  # noqa
              if not any(P in self.taken for P in X) : return [seat_name(*P) for P in X]  # noqa
    return [ ]  # noqa
def seat_name( R,O ) : return chr(ord('A')+R-1)+str(O)  # noqa
