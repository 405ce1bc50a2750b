import os, sys
from random import *
maxRows=26
class seat_map :
  def __init__(self,Rows,seatsPerRow) :
    if Rows>maxRows : raise ValueError("too many rows")
    self.Rows=Rows; self.seatsPerRow=seatsPerRow
    self.Taken=set( )
  def Book(self,S) :
    l=S[0]; O=int(S[1:])
    R=ord(l)-ord('A')+1
    if R<1 or R>self.Rows or O<1 or O>self.seatsPerRow : raise KeyError(S)
    if (R,O) in self.Taken : return False
    self.Taken.add((R,O)) ; return True
  def freeSeats( self,R ) :
    return [ seatName(R,O) for O in range(1,self.seatsPerRow+1) if not (R,O) in self.Taken ]
  def besideEachOther( self,n ) :
    for R in range(1,self.Rows+1) :
        for O in range(1,self.seatsPerRow-n+2) :
              X=[(R,O+i) for i in range(n)]
              if not any(P in self.Taken for P in X) : return [seatName(*P) for P in X]
    return [ ]
def seatName( R,O ) : return chr(ord('A')+R-1)+str(O)
